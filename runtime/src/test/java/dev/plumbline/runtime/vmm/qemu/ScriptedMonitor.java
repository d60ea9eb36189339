package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.runtime.channel.FakePeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A monitor that answers every command with {@code {}}, or as it was told, and keeps what it was asked. */
final class ScriptedMonitor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> events = new ConcurrentHashMap<>();
    private final FakePeer peer;

    ScriptedMonitor() throws IOException {
        peer = FakePeer.playing(this::play);
    }

    /** What a command is answered with, as JSON: {@code "return": ...} or {@code "error": ...}. */
    ScriptedMonitor answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** An event, as JSON, that follows the answer to a command. */
    ScriptedMonitor thenSaying(String command, String event) {
        events.put(command, event);
        return this;
    }

    Path socket() {
        return peer.socket();
    }

    /** {@return the commands that change the machine, in order, each with its arguments in the order of their names} */
    List<String> changes() {
        return asked.stream()
                .filter(command -> !command.path("execute").asText().matches("qmp_capabilities|query-.*|qom-.*"))
                .map(command -> command.path("execute").asText() + " " + sorted(command.path("arguments")))
                .toList();
    }

    private static JsonNode sorted(JsonNode arguments) {
        return JSON.valueToTree(JSON.convertValue(arguments, TreeMap.class));
    }

    private void play(FakePeer.Client client) throws IOException {
        client.say("{\"QMP\": {\"version\": {}, \"capabilities\": []}}");
        while (true) {
            JsonNode command = JSON.readTree(client.read());
            String name = command.path("execute").asText();
            asked.add(command);
            ObjectNode answer = (ObjectNode) JSON.readTree("{" + answers.getOrDefault(name, "\"return\": {}") + "}");
            answer.set("id", command.get("id"));
            client.say(answer.toString());
            String event = events.get(name);
            if (event != null) {
                client.say(event);
            }
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
