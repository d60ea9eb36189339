package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.runtime.channel.LineChannel;
import dev.plumbline.runtime.channel.Peer;
import dev.plumbline.runtime.channel.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a QEMU monitor. One thread gives commands at a time; an answer that comes after its deadline is
 * dropped and the connection stays usable.
 */
public final class QmpClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FIX = "give Plumbline a monitor of its own: start QEMU with"
            + " -qmp unix:PATH,server=on,wait=off (a monitor serves one client at a time)";

    private final Peer peer;
    private final CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
    private final ConcurrentMap<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final EventLog events = new EventLog();
    private final AtomicLong lastId = new AtomicLong();
    private final LineChannel channel;
    private volatile @Nullable PlumblineException ended;

    private QmpClient(Path socket, Deadline deadline) {
        peer = new Peer(socket, "QEMU monitor", "QMP", FIX);
        channel = LineChannel.connect(peer, new Incoming(), deadline);
    }

    /**
     * Connects and waits for the monitor's greeting, 10 seconds at most: another client may hold the monitor, and then it
     * says nothing.
     *
     * @throws PlumblineException NOT_FOUND when nobody listens there; REFUSED when we may not, or when whoever listens
     *     does not answer as a QEMU monitor
     */
    public static QmpClient connect(Path socket, Deadline deadline) {
        Deadline patience = deadline.within(PATIENCE);
        QmpClient client = new QmpClient(socket, patience);
        try {
            client.await(client.greeting, "the connection", patience);
            client.execute("qmp_capabilities", Map.of(), patience);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /**
     * Gives a command and waits for its answer.
     *
     * @param arguments by name; a value's Java type decides its JSON type, and QEMU insists on the right one
     * @return what QEMU returned
     * @throws QmpException when QEMU refuses
     */
    public JsonNode execute(String command, Map<String, ?> arguments, Deadline deadline) {
        return exchange(command, arguments, null, deadline);
    }

    /**
     * Gives QEMU a descriptor under a name. QEMU keeps it until a command uses it or {@code closefd} names it; a
     * descriptor that had the name is closed. Ours stays the caller's.
     */
    public void getfd(String name, Fd descriptor, Deadline deadline) {
        exchange("getfd", Map.of("fdname", name), descriptor, deadline);
    }

    private JsonNode exchange(String command, Map<String, ?> arguments, @Nullable Fd descriptor, Deadline deadline) {
        long id = lastId.incrementAndGet();
        ObjectNode request = JSON.createObjectNode().put("execute", command).put("id", id);
        if (!arguments.isEmpty()) {
            request.set("arguments", JSON.valueToTree(arguments));
        }
        byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            checkAlive();
            if (descriptor == null) {
                channel.send(line, deadline);
            } else {
                channel.send(line, descriptor, deadline);
            }
            JsonNode reply = await(answer, command, deadline);
            JsonNode error = reply.get("error");
            if (error != null) {
                throw new QmpException(
                        command,
                        error.path("class").asText("GenericError"),
                        error.path("desc").asText());
            }
            return reply.path("return");
        } finally {
            waiting.remove(id);
        }
    }

    /** {@return a mark for {@link #awaitEvent}: events from now on} */
    public long eventMark() {
        return events.mark();
    }

    /**
     * Waits for an event.
     *
     * @param mark from which moment on an event counts
     * @param wanted applied to the whole event: {@code event}, {@code data}, {@code timestamp}
     * @return the event, or none when the deadline has passed
     */
    public Optional<JsonNode> awaitEvent(long mark, Predicate<JsonNode> wanted, Deadline deadline) {
        try {
            Optional<JsonNode> event = events.await(mark, wanted, deadline);
            if (event.isEmpty()) {
                checkAlive();
            }
            return event;
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    private JsonNode await(CompletableFuture<JsonNode> answer, String what, Deadline deadline) {
        try {
            JsonNode found = deadline.await(millis -> within(answer, millis));
            if (found == null) {
                throw peer.silent(what, deadline);
            }
            return found;
        } catch (InterruptedException e) {
            throw peer.interrupted(e);
        }
    }

    private static @Nullable JsonNode within(CompletableFuture<JsonNode> answer, long millis)
            throws InterruptedException {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw PlumblineException.problemOf(cause).exception(cause);
        }
    }

    private void checkAlive() {
        PlumblineException why = ended;
        if (why != null) {
            throw why.problem().exception(why);
        }
    }

    /** {@return whether QEMU has not hung up, as far as is known} */
    boolean isConnected() {
        return ended == null;
    }

    /** {@return QEMU's process, as {@link LineChannel#process} has it} */
    int process() {
        return channel.process();
    }

    @Override
    public void close() {
        channel.close();
    }

    /** What the monitor says, sorted. Its own class, so that nobody else can call it. */
    private final class Incoming implements Receiver {
        @Override
        public void received(byte[] line) {
            JsonNode message = parse(line);
            JsonNode id = message.get("id");
            if (message.has("QMP")) {
                greeting.complete(message);
            } else if (message.has("event")) {
                events.add(message);
            } else if (id != null && (message.has("return") || message.has("error"))) {
                CompletableFuture<JsonNode> answer = waiting.get(id.asLong());
                if (answer != null) {
                    answer.complete(message);
                }
            } else {
                throw peer.nonsense(excerpt(line));
            }
        }

        private JsonNode parse(byte[] line) {
            try {
                return JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw peer.nonsense(excerpt(line));
            } catch (IOException e) {
                throw peer.closed(e.getMessage());
            }
        }

        @Override
        public void ended(PlumblineException why) {
            ended = why;
            greeting.completeExceptionally(why);
            waiting.values().forEach(answer -> answer.completeExceptionally(why));
            events.end();
        }
    }

    private static String excerpt(byte[] line) {
        String text = new String(line, 0, Math.min(line.length, 80), StandardCharsets.UTF_8);
        return "it said '" + text.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
