package dev.plumbline.cdi.vfio;

import dev.plumbline.cdi.document.ContainerEdits;
import dev.plumbline.cdi.document.Device;
import dev.plumbline.cdi.document.DeviceNode;
import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentRules;
import dev.plumbline.cdi.document.Fault;
import dev.plumbline.host.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes documents for VFIO devices. A document has a device for each IOMMU group, named {@code group-12}, and one for each
 * function, named by its address. Both have the group's node, {@code /dev/vfio/12}, and the functions' own nodes for iommufd,
 * {@code /dev/vfio/devices/vfio0}, where the kernel has them; what all need, {@code /dev/vfio/vfio} and {@code /dev/iommu}, is
 * said once. No node has numbers, which the kernel gives out anew at every start. The addresses are in annotations.
 *
 * <p>The same functions make the same document, in whatever order they are given.
 */
public final class VfioDocument {
    /** The annotation with the addresses of the functions behind a device, with commas between them. */
    public static final String ADDRESSES = "vfio.plumbline.dev/addresses";

    /** The annotation with the IOMMU group of a device. */
    public static final String GROUP = "vfio.plumbline.dev/group";

    private static final String PERMISSIONS = "rw";

    private VfioDocument() {}

    /** {@return the document for some functions, each of which gets a device of its own} */
    public static Document of(String kind, Collection<VfioFunction> functions) {
        return of(kind, functions, functions.stream().map(VfioFunction::address).collect(Collectors.toSet()));
    }

    /**
     * {@return the document for some functions}
     *
     * @param kind vendor and class of the document
     * @param functions the functions; all that a group's device is to have
     * @param named the addresses of those that get a device of their own
     * @throws dev.plumbline.host.PlumblineException {@code NO_DEVICES}, {@code BAD_DOCUMENT} when the kind or an address cannot
     *     be in a document
     */
    public static Document of(String kind, Collection<VfioFunction> functions, Set<String> named) {
        if (functions.isEmpty()) {
            throw Problem.notFound("NO_DEVICES", kind, "there is no device to make a document for")
                    .fix("name a device, or see that there is one of the kind")
                    .exception();
        }
        Map<String, List<VfioFunction>> groups = functions.stream()
                .distinct()
                .sorted(Comparator.comparing((VfioFunction one) -> one.group().length())
                        .thenComparing(VfioFunction::group)
                        .thenComparing(VfioFunction::address))
                .collect(Collectors.groupingBy(VfioFunction::group, LinkedHashMap::new, Collectors.toList()));
        List<Device> devices = new ArrayList<>();
        groups.forEach((group, members) -> devices.add(device("group-" + group, members)));
        for (List<VfioFunction> members : groups.values()) {
            members.stream()
                    .filter(one -> named.contains(one.address()))
                    .forEach(one -> devices.add(device(one.address(), List.of(one))));
        }
        return valid(new Document("", kind, Map.of(), devices, ContainerEdits.ofNodes(common(functions))));
    }

    private static Document valid(Document draft) {
        Document document = draft.withMinimumVersion();
        List<Fault> faults = DocumentRules.check(document);
        if (!faults.isEmpty()) {
            throw Problem.badInput("BAD_DOCUMENT", document.kind(), "this would make a document that breaks a rule")
                    .because(faults.get(0).path() + ": " + faults.get(0).text())
                    .fix("choose another --kind, VENDOR/CLASS")
                    .exception();
        }
        return document;
    }

    private static Device device(String name, List<VfioFunction> members) {
        Set<String> paths = new LinkedHashSet<>();
        members.forEach(one -> paths.add("/dev/vfio/" + one.group()));
        members.stream().filter(one -> one.cdev() != null).forEach(one -> paths.add("/dev/vfio/devices/" + one.cdev()));
        Map<String, String> annotations = Map.of(
                ADDRESSES,
                members.stream().map(VfioFunction::address).collect(Collectors.joining(",")),
                GROUP,
                members.get(0).group());
        return new Device(name, annotations, ContainerEdits.ofNodes(nodes(paths)));
    }

    private static List<DeviceNode> common(Collection<VfioFunction> functions) {
        List<String> paths = new ArrayList<>(List.of("/dev/vfio/vfio"));
        if (functions.stream().anyMatch(one -> one.cdev() != null)) {
            paths.add("/dev/iommu");
        }
        return nodes(paths);
    }

    private static List<DeviceNode> nodes(Collection<String> paths) {
        return paths.stream().map(path -> DeviceNode.like(path, PERMISSIONS)).toList();
    }
}
