package dev.plumbline.cdi.document;

import java.util.Map;

/**
 * A device of a document.
 *
 * @param name the device's name within its vendor and class
 * @param annotations about the device; they do not reach the container (since 0.6.0)
 * @param containerEdits what is done to a container that gets this device; never empty in a valid document
 */
public record Device(String name, Map<String, String> annotations, ContainerEdits containerEdits) {
    public Device {
        annotations = Document.sorted(annotations);
    }
}
