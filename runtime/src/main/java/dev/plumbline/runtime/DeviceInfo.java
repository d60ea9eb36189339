package dev.plumbline.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.Problem;
import dev.plumbline.tap.VhostUserSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A device-info file as CNI and device plugins write it (Device Information Specification 1.1.0, section 3.1.5), about a
 * vhost-user socket. Its {@code mode} is the part of whoever is in the pod, which is the VMM here.
 */
final class DeviceInfo {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VHOST_USER = "vhost-user";
    private static final long LARGEST = 1 << 20;

    private DeviceInfo() {}

    /**
     * {@return the socket at a path, or the one that the device-info file at the path names}
     *
     * @param listen whether the VMM is to listen, whatever a file says
     */
    static VhostUserSocket socket(Path path, boolean listen) {
        if (!Files.isRegularFile(path)) {
            return new VhostUserSocket(path.toString(), listen);
        }
        VhostUserSocket named = read(path);
        return new VhostUserSocket(named.path(), named.listen() || listen);
    }

    private static VhostUserSocket read(Path path) {
        try {
            if (Files.size(path) > LARGEST) {
                throw malformed(path, "", "it has more than " + LARGEST + " bytes");
            }
            JsonFields file = new JsonFields(MAPPER.readTree(Files.readAllBytes(path)), "");
            String type = file.required("type");
            if (!type.equals(VHOST_USER)) {
                throw file.bad("type", "'" + type + "' is not " + VHOST_USER);
            }
            JsonFields socket = file.object(VHOST_USER);
            String where = socket.required("path");
            if (!where.startsWith("/")) {
                throw socket.bad("path", "'" + where + "' is not an absolute path");
            }
            return new VhostUserSocket(where, listens(socket));
        } catch (JsonFields.Malformed e) {
            throw malformed(path, e.pointer(), String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw malformed(path, "", "it is neither a socket nor JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Problem.refused("DEVICE_INFO_NOT_READABLE", path.toString(), "the file cannot be read")
                    .because(e.toString())
                    .exception(e);
        }
    }

    private static boolean listens(JsonFields socket) {
        String mode = socket.required("mode");
        return switch (mode) {
            case "server" -> true;
            case "client" -> false;
            default -> throw socket.bad("mode", "'" + mode + "' is neither client nor server");
        };
    }

    private static RuntimeException malformed(Path path, String pointer, String why) {
        return Problem.badInput("DEVICE_INFO_MALFORMED", path + (pointer.isEmpty() ? "" : " " + pointer), why)
                .fix("give a socket, or a device-info file of type vhost-user with its mode and path")
                .exception();
    }
}
