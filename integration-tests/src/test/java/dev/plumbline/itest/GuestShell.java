package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.demo.GuestVm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guest's test shell: runs commands in the guest and returns what they print. */
public final class GuestShell implements AutoCloseable {
    private static final long LIMIT_MILLIS = 30_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final StringBuilder received = new StringBuilder();
    private int number;

    private GuestShell(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Connects to a guest's shell, of which there is one. */
    public static GuestShell of(GuestVm vm) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(vm.testShell()));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new GuestShell(channel, selector);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command line; fails when it fails. */
    public String run(String command) {
        String id = "t" + ProcessHandle.current().pid() + "-" + number++;
        Pattern end = Pattern.compile("<<<" + id + " (\\d+)>>>\\n");
        try {
            channel.write(ByteBuffer.wrap((id + " " + command + "\n").getBytes(StandardCharsets.UTF_8)));
            long deadline = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (true) {
                Matcher matcher = end.matcher(received);
                if (matcher.find()) {
                    String output = received.substring(0, matcher.start());
                    int code = Integer.parseInt(matcher.group(1));
                    received.delete(0, matcher.end());
                    assertThat(code).as("%s: %s", command, output).isZero();
                    return output;
                }
                assertThat(System.nanoTime())
                        .as("the guest's shell does not answer")
                        .isLessThan(deadline);
                selector.select(100);
                selector.selectedKeys().clear();
                buffer.clear();
                channel.read(buffer);
                received.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
