package dev.plumbline.runtime.vmm;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.syscall.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tap in a network namespace of its own, with some queues open. Needs root and iproute2. */
public final class ScratchTap implements AutoCloseable {
    private static final long TUNSETIFF = 0x400454ca; // linux/if_tun.h, and these
    private static final short IFF_TAP = 0x2;
    private static final short IFF_MULTI_QUEUE = 0x100;
    private static final short IFF_NO_PI = 0x1000;
    private static final short IFF_VNET_HDR = 0x4000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String namespace;
    private final List<Fd> queues = new ArrayList<>();

    public ScratchTap(int queueCount) throws IOException {
        namespace = "plumb-vmm-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        ip("netns", "add", namespace);
        try (NetNamespace inside = NetNamespace.of(namespace)) {
            for (int i = 0; i < queueCount; i++) {
                queues.add(inside.call(() -> open(queueCount > 1)));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Fd open(boolean multiQueue) {
        Fd fd = Syscalls.open("/dev/net/tun", Syscalls.O_RDWR | Syscalls.O_NONBLOCK);
        ByteBuffer request = Syscalls.nativeBuffer(40);
        request.put(0, "tap0".getBytes(StandardCharsets.US_ASCII));
        request.putShort(16, (short) (IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | (multiQueue ? IFF_MULTI_QUEUE : 0)));
        int result = Syscalls.ioctl(fd, TUNSETIFF, request);
        if (result < 0) {
            fd.close();
            throw new IllegalStateException("TUNSETIFF: errno " + -result);
        }
        return fd;
    }

    public List<Fd> queues() {
        return queues;
    }

    @Override
    public void close() throws IOException {
        queues.forEach(Fd::close);
        ip("netns", "del", namespace);
    }

    private static void ip(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed (run as root, install iproute2)");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
