package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A back-end with a port of the test's, and what it has told so far. */
final class Backend implements AutoCloseable {
    private final Path socket;
    private final MemoryPort port;
    private final List<BackendEvent> events = new CopyOnWriteArrayList<>();
    private final VhostUserBackend backend;

    Backend(Path directory, int queues, UnaryOperator<BackendOptions> how) {
        socket = directory.resolve("vhost.sock");
        port = new MemoryPort(queues);
        backend = VhostUserBackend.start(how.apply(BackendOptions.listenAt(socket)), port, events::add);
    }

    Backend(Path directory, int queues) {
        this(directory, queues, UnaryOperator.identity());
    }

    FrontEnd connect() {
        return new FrontEnd(socket);
    }

    Path socket() {
        return socket;
    }

    MemoryPort port() {
        return port;
    }

    VhostUserBackend backend() {
        return backend;
    }

    List<BackendEvent> events(BackendEvent.Kind kind) {
        return events.stream().filter(event -> event.event() == kind).toList();
    }

    /** Waits for an event of a kind that has a code. */
    BackendEvent await(BackendEvent.Kind kind, String code) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            for (BackendEvent event : events(kind)) {
                if (code.equals(event.detail().get("code"))) {
                    return event;
                }
            }
            pause();
        }
        throw new AssertionError("no event " + kind + " " + code + " in " + events);
    }

    /** Waits until there are so many events of a kind. */
    void await(BackendEvent.Kind kind, int count) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (events(kind).size() < count && System.nanoTime() < end) {
            pause();
        }
        assertThat(events(kind)).as("%s", events).hasSizeGreaterThanOrEqualTo(count);
    }

    static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        backend.close();
        port.close();
    }
}
