package dev.plumbline.cdi;

import dev.plumbline.cdi.document.Device;
import dev.plumbline.cdi.document.DeviceNode;
import dev.plumbline.cdi.document.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A device as a file defines it.
 *
 * @param name the qualified name
 * @param file the file, in the directory where it was found
 * @param priority the place of that directory in the list of directories; a higher one wins
 * @param index the place of the device in the document
 * @param document the document, valid
 */
public record Definition(String name, Path file, int priority, int index, Document document) {
    /** {@return the device} */
    public Device device() {
        return document.devices().get(index);
    }

    /** {@return all device nodes that a container with this device gets, those of the whole document first} */
    public List<DeviceNode> deviceNodes() {
        return Stream.concat(
                        document.containerEdits().deviceNodes().stream(),
                        device().containerEdits().deviceNodes().stream())
                .toList();
    }

    /** {@return where in its document the device is, as a JSON pointer} */
    public String pointer() {
        return "/devices/" + index;
    }
}
