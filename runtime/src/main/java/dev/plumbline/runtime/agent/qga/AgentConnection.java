package dev.plumbline.runtime.agent.qga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentException;
import dev.plumbline.runtime.channel.LineChannel;
import dev.plumbline.runtime.channel.Peer;
import dev.plumbline.runtime.channel.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a QEMU guest agent. The protocol has no ids, so before the first command, and after one that was not
 * answered in time, a {@code guest-sync-delimited} tells what is an answer to us and what was left in the channel. Not
 * thread-safe.
 */
final class AgentConnection implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Makes the agent forget half a request, and us half an answer; no JSON text holds it. */
    private static final byte SENTINEL = (byte) 0xff;

    private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(2);
    private static final int UNREAD_LINES = 256;
    private static final String FIX = "see that the guest has booted and runs qemu-ga on the virtio-serial port"
            + " org.qemu.guest_agent.0, and that no other client holds its socket (it serves one at a time)";

    private final Peer peer;
    private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(UNREAD_LINES);
    private final LineChannel channel;
    private volatile @Nullable PlumblineException ended;
    private boolean inStep;

    AgentConnection(Path socket, Deadline deadline) {
        peer = new Peer(socket, "QEMU guest agent", "AGENT", FIX);
        channel = LineChannel.connect(peer, new Incoming(), deadline);
    }

    /**
     * Gives a command and waits for its answer.
     *
     * @return what the agent returned
     * @throws AgentException when the agent refuses
     */
    JsonNode execute(String command, Map<String, ?> arguments, Deadline deadline) {
        if (!inStep) {
            synchronise(deadline);
        }
        inStep = false;
        channel.send(request(command, arguments), deadline);
        byte[] line = next(command, deadline);
        JsonNode answer = parse(line);
        if (answer == null || !answer.isObject() || !(answer.has("return") || answer.has("error"))) {
            throw peer.nonsense("its answer to " + command + " is no answer");
        }
        inStep = true;
        JsonNode error = answer.get("error");
        if (error != null) {
            throw refused(
                    command, error.path("class").asText(), error.path("desc").asText());
        }
        return answer.path("return");
    }

    private static AgentException refused(String command, String errorClass, String text) {
        boolean disabled = errorClass.equals("CommandNotFound");
        Problem problem = Problem.refused(
                disabled ? "AGENT_COMMAND_DISABLED" : "AGENT_REFUSED", command, "the QEMU guest agent refused");
        return new AgentException(
                disabled
                        ? problem.fix("allow " + command + " in the guest: take it out of the list of blocked commands"
                                + " (qemu-ga --block-rpcs or --blacklist, /etc/qemu/qemu-ga.conf)")
                        : problem,
                text);
    }

    /** Asks for a number back until it comes; skips whatever else is in the channel. */
    private void synchronise(Deadline deadline) {
        while (true) {
            long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            byte[] request = request("guest-sync-delimited", Map.of("id", id));
            byte[] delimited = new byte[request.length + 1];
            delimited[0] = SENTINEL;
            System.arraycopy(request, 0, delimited, 1, request.length);
            channel.send(delimited, deadline);
            // Asked again at times: what was sent before the agent opened its port may be lost.
            Deadline turn = deadline.within(BETWEEN_SYNCS);
            byte[] line = poll(turn);
            while (line != null) {
                JsonNode answer = parse(line);
                if (answer != null && answer.path("return").asLong() == id) {
                    inStep = true;
                    return;
                }
                line = poll(turn);
            }
            if (deadline.passed()) {
                throw peer.silent("guest-sync-delimited", deadline);
            }
        }
    }

    private static byte[] request(String command, Map<String, ?> arguments) {
        ObjectNode request = JSON.createObjectNode().put("execute", command);
        if (!arguments.isEmpty()) {
            request.set("arguments", JSON.valueToTree(arguments));
        }
        return (request + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] next(String command, Deadline deadline) {
        byte[] line = poll(deadline);
        if (line == null) {
            throw peer.silent(command, deadline);
        }
        return line;
    }

    private byte @Nullable [] poll(Deadline deadline) {
        try {
            byte[] line = lines.poll();
            if (line == null && ended == null) {
                line = deadline.await(millis -> lines.poll(millis, TimeUnit.MILLISECONDS));
            }
            PlumblineException why = ended;
            // The end is queued as an empty line, so that nobody waits for what cannot come.
            if (why != null && (line == null || line.length == 0)) {
                throw why.problem().exception(why);
            }
            return line;
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    /** {@return the JSON value after the last sentinel, or null when it is none} */
    private static @Nullable JsonNode parse(byte[] line) {
        int start = line.length;
        while (start > 0 && line[start - 1] != SENTINEL) {
            start--;
        }
        try {
            return JSON.readTree(line, start, line.length - start);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    @Override
    public void close() {
        channel.close();
    }

    /** Its own class, so that nobody else can call it. */
    private final class Incoming implements Receiver {
        @Override
        public void received(byte[] line) {
            if (!lines.offer(line)) {
                throw peer.nonsense("it says more than it was asked");
            }
        }

        @Override
        public void ended(PlumblineException why) {
            ended = why;
            boolean unused = lines.offer(new byte[0]);
        }
    }
}
