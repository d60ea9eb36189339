package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A monitor that never answers: from the start, or, before a real one, when a NIC's descriptor is handed to it. */
final class MuteMonitor implements AutoCloseable {
    private static final String UNANSWERED = "\"getfd\"";

    private final Path path;
    private final ServerSocketChannel listening;
    private final CompletableFuture<SocketChannel> client = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final @Nullable SocketChannel real;

    /**
     * Listens.
     *
     * @param behind the socket of the real monitor; null for one that says nothing at all
     */
    MuteMonitor(Path path, @Nullable Path behind) throws IOException {
        this.path = path;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        this.real = behind == null ? null : SocketChannel.open(UnixDomainSocketAddress.of(behind));
        start(this::serve);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "mute-monitor");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            SocketChannel accepted = listening.accept();
            client.complete(accepted);
            if (real == null) {
                asked.complete(null);
            } else {
                start(() -> pump(real, accepted, false));
                pump(accepted, real, true);
            }
        } catch (IOException e) {
            client.completeExceptionally(e);
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean commands) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                String said = StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
                if (commands && said.contains(UNANSWERED)) {
                    asked.complete(null);
                } else {
                    to.write(buffer);
                }
            }
        } catch (IOException e) {
            assertThat(from.isOpen() && to.isOpen()).isFalse();
        }
    }

    Path path() {
        return path;
    }

    /** Waits until somebody waits for an answer in vain. */
    void awaitClient() throws Exception {
        Void unused = asked.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        if (client.isDone() && !client.isCompletedExceptionally()) {
            client.join().close();
        }
        if (real != null) {
            real.close();
        }
        Files.deleteIfExists(path);
    }
}
