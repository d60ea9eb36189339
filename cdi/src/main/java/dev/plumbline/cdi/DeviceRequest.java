package dev.plumbline.cdi;

import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The devices that a pod asks for, in all ways in which it can: by annotations of the sandbox and of its containers, and by the
 * CDI devices of the CRI. A device that is asked for several times is asked for once.
 *
 * @param names the qualified names, in the order in which they were first asked for
 */
public record DeviceRequest(List<String> names) {
    public DeviceRequest {
        names = List.copyOf(names);
    }

    /**
     * {@return what is asked for}
     *
     * @param annotations annotations, the sandbox's first
     * @param cdiDevices the CRI's {@code CDIDevices}, qualified names
     * @throws dev.plumbline.host.PlumblineException {@code BAD_ANNOTATION} with all that is wrong with the annotations, {@code
     *     BAD_NAME}
     */
    public static DeviceRequest of(List<Map<String, String>> annotations, List<String> cdiDevices) {
        Set<String> names = new LinkedHashSet<>();
        List<AnnotationFault> faults = new ArrayList<>();
        for (Map<String, String> some : annotations) {
            AnnotationRequest request = AnnotationRequest.of(some);
            names.addAll(request.names());
            faults.addAll(request.faults());
        }
        if (!faults.isEmpty()) {
            throw Problem.badInput(
                            "BAD_ANNOTATION",
                            faults.stream()
                                    .map(fault -> Printable.of(fault.key()))
                                    .distinct()
                                    .collect(Collectors.joining(", ")),
                            "the annotations ask for something that is no CDI device")
                    .because(faults.stream().map(AnnotationFault::text).collect(Collectors.joining("; ")))
                    .fix("'plumb cdi annotations' shows what each asks for")
                    .exception();
        }
        for (String name : cdiDevices) {
            names.add(dev.plumbline.cdi.document.DeviceName.parse(name).toString());
        }
        return new DeviceRequest(List.copyOf(names));
    }

    /**
     * {@return the definitions of all devices that are asked for}
     *
     * @throws dev.plumbline.host.PlumblineException {@code CDI_DEVICE_NOT_FOUND} with all names that cannot be resolved
     */
    public List<Definition> resolve(Registry registry) {
        return registry.resolve(names);
    }
}
