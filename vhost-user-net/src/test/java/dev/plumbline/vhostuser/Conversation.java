package dev.plumbline.vhostuser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.host.syscall.Syscalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A conversation between a real front-end and a real back-end, as it was captured. */
record Conversation(String name, List<Line> lines) {
    static final List<String> NAMES = List.of(
            "dpdk-virtio-user-packed-2q",
            "dpdk-virtio-user-split",
            "qemu72-hotplug-memslots",
            "qemu72-memfd-not-shared",
            "qemu72-memhotadd-setmemtable",
            "qemu72-reconnect-client",
            "qemu72-split-1q");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One message, or (with no bytes) the beginning of another connection. */
    record Line(boolean toBackEnd, boolean backEndChannel, String hex, List<Descriptor> descriptors) {
        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        int id() {
            return ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        }

        int flags() {
            return ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        }

        boolean connects() {
            return hex.isEmpty();
        }

        /** {@return descriptors of the kind and size that were passed; the caller closes them} */
        List<Fd> substitutes() {
            return descriptors.stream().map(Descriptor::substitute).toList();
        }
    }

    /** A descriptor that was passed. */
    record Descriptor(String kind, long size, boolean sealed) {
        Fd substitute() {
            if (!kind.startsWith("memfd")) {
                return Syscalls.eventfd();
            }
            Fd file = MemoryFiles.create("substitute", size);
            if (sealed) {
                int unused = MemoryFiles.seal(file, MemoryFiles.F_SEAL_SHRINK | MemoryFiles.F_SEAL_GROW);
            }
            return file;
        }
    }

    static Conversation of(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        Conversation.class.getResourceAsStream("/conversations/" + name + ".jsonl"), name),
                StandardCharsets.UTF_8))) {
            List<Line> lines = new ArrayList<>();
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                JsonNode json = MAPPER.readTree(text);
                if (json.has("trace")) {
                    continue;
                }
                if (json.path("event").asText().equals("connect")) {
                    lines.add(new Line(true, false, "", List.of()));
                } else if (json.has("hex")) {
                    lines.add(line(json));
                }
            }
            return new Conversation(name, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(JsonNode json) {
        List<Descriptor> descriptors = new ArrayList<>();
        json.path("fds")
                .forEach(fd -> descriptors.add(new Descriptor(
                        fd.path("kind").asText(),
                        fd.path("size").asLong(),
                        (fd.path("seals").asInt() & MemoryFiles.F_SEAL_SHRINK) != 0)));
        return new Line(
                json.path("dir").asText().equals("FE>BE"),
                json.path("ch").asText().equals("B"),
                json.path("hex").asText(),
                descriptors);
    }
}
