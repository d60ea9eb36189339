package dev.plumbline.itest.bench;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PacketQueue;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The back-end with nothing behind it: {@code sink SOCKET} copies what the guest sends and forgets it, {@code source SOCKET LENGTH}
 * always has a packet for it. Serves one connection.
 */
public final class VhostRateBench {
    private static final int HEADER = 12;
    private static final int BUSY_MICROS = 50;

    private VhostRateBench() {}

    /** Serves until the connection ends. */
    public static void main(String[] arguments) throws InterruptedException {
        boolean source = arguments[0].equals("source");
        BackendOptions options =
                BackendOptions.listenAt(Path.of(arguments[1])).withOnce(true).withBusyPollMicros(BUSY_MICROS);
        int length = source ? Integer.parseInt(arguments[2]) : 0;
        try (PacketPort port = new NowherePort(length);
                VhostUserBackend backend = VhostUserBackend.start(options, port, event -> {})) {
            backend.await();
        }
    }

    /** Both ends of nothing. */
    private static final class NowherePort implements PacketPort, PacketQueue {
        private final int length;
        private final Fd readable = Syscalls.eventfd();
        private final ByteBuffer copy = ByteBuffer.allocateDirect(MAX_PACKET * 2);

        NowherePort(int length) {
            this.length = length;
            if (length > 0) {
                EventFds.signal(readable);
            }
        }

        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public int queues() {
            return 1;
        }

        @Override
        public PacketQueue queue(int index) {
            return this;
        }

        @Override
        public long offloads() {
            return 0;
        }

        @Override
        public void configure(long features, int headerLength) {}

        @Override
        public void mtu(int mtu) {}

        @Override
        public Fd readable() {
            return readable;
        }

        @Override
        public int send(Scatter packet) {
            return packet.copy(copy, 0);
        }

        @Override
        public int receive(ByteBuffer into, long address) {
            return length == 0 ? 0 : HEADER + length;
        }

        @Override
        public void close() {
            readable.close();
        }
    }
}
