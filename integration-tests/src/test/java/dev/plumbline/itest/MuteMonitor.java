package dev.plumbline.itest;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A monitor that accepts a client and never says a word. */
final class MuteMonitor implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel listening;
    private final CompletableFuture<SocketChannel> client = new CompletableFuture<>();

    MuteMonitor(Path path) throws IOException {
        this.path = path;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        Thread accepting = new Thread(() -> {
            try {
                client.complete(listening.accept());
            } catch (IOException e) {
                client.completeExceptionally(e);
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    Path path() {
        return path;
    }

    void awaitClient() throws Exception {
        SocketChannel unused = client.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        if (client.isDone() && !client.isCompletedExceptionally()) {
            client.join().close();
        }
        Files.deleteIfExists(path);
    }
}
