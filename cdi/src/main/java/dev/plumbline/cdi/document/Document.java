package dev.plumbline.cdi.document;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A CDI document: the devices of one vendor and class, and how a container is edited that gets one of them. Immutable. That
 * it exists does not mean that it keeps the rules; {@link DocumentRules} says so.
 *
 * @param cdiVersion the version of the specification that it claims, with or without a leading {@code v}
 * @param kind the vendor and the class, {@code vendor.com/class}
 * @param annotations about the document; they do not reach the container (since 0.6.0)
 * @param devices the devices, in the document's order
 * @param containerEdits what is done once to a container that gets any of the devices
 */
public record Document(
        String cdiVersion,
        String kind,
        Map<String, String> annotations,
        List<Device> devices,
        ContainerEdits containerEdits) {

    public Document {
        annotations = sorted(annotations);
        devices = List.copyOf(devices);
    }

    /** {@return the part of the kind before the slash; the whole kind when there is none} */
    public String vendor() {
        int slash = kind.indexOf('/');
        return slash < 0 ? kind : kind.substring(0, slash);
    }

    /** {@return the part of the kind behind the slash; empty when there is none} */
    public String deviceClass() {
        int slash = kind.indexOf('/');
        return slash < 0 ? "" : kind.substring(slash + 1);
    }

    /** {@return the qualified name of a device of this document, whether or not it has one of that name} */
    public String nameOf(Device device) {
        return kind + "=" + device.name();
    }

    /** {@return this document with the lowest version that what it says needs} */
    public Document withMinimumVersion() {
        return new Document(VersionNeed.of(this).version().toString(), kind, annotations, devices, containerEdits);
    }

    static Map<String, String> sorted(Map<String, String> annotations) {
        return Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
}
