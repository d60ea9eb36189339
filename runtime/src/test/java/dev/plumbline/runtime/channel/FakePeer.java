package dev.plumbline.runtime.channel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Listens on a Unix socket and plays a script to each client, one after the other. */
public final class FakePeer implements AutoCloseable {
    /** What is said to one client; the connection is closed when it returns. */
    public interface Script {
        void play(Client client) throws IOException;
    }

    private final Path directory;
    private final ServerSocketChannel server;

    private FakePeer(Path directory, ServerSocketChannel server) {
        this.directory = directory;
        this.server = server;
    }

    public static FakePeer playing(Script script) throws IOException {
        Path directory = Files.createTempDirectory("plumbline-peer");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        Thread thread = new Thread(() -> {
            while (server.isOpen()) {
                try (SocketChannel client = server.accept()) {
                    script.play(new Client(client));
                } catch (IOException e) {
                    // the client has gone, or the test is over
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new FakePeer(directory, server);
    }

    public Path socket() {
        return directory.resolve("s");
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket());
        Files.deleteIfExists(directory);
    }

    /** One client, as the script sees it. */
    public static final class Client {
        private final SocketChannel channel;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        /** {@return the next line without its end} */
        public String read() throws IOException {
            StringBuilder line = new StringBuilder();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (true) {
                one.clear();
                if (channel.read(one) < 0) {
                    throw new IOException("the client hung up");
                }
                char c = (char) (one.get(0) & 0xff);
                if (c == '\n') {
                    return line.toString();
                }
                line.append(c);
            }
        }

        /** {@return that many bytes} */
        public byte[] read(int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new IOException("the client hung up");
                }
            }
            return bytes.array();
        }

        /** {@return the number that follows a word in a line} */
        public static String number(String line, String word) {
            return line.replaceAll(".*\"" + word + "\":(\\d+).*", "$1");
        }

        public void say(String line) throws IOException {
            raw((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        public void raw(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        /** Says nothing until the client hangs up. */
        public void hang() throws IOException {
            while (true) {
                read();
            }
        }
    }
}
