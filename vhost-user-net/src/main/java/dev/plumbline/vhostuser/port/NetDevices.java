package dev.plumbline.vhostuser.port;

import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The few requests about links that ports need ({@code linux/sockios.h}), in the namespace of the calling thread. */
final class NetDevices {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFMTU = 0x8922;
    private static final long SIOCGIFINDEX = 0x8933;
    private static final int IFF_UP = 1;
    private static final int IFREQ_SIZE = 40;
    private static final int VALUE = 16;

    private NetDevices() {}

    static ByteBuffer request(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > 15 || name.contains("/") || name.isBlank()) {
            throw Problem.badInput("LINK_NAME", "'" + name + "'", "this cannot be the name of a link")
                    .fix("a name has 1 to 15 bytes and no slash")
                    .exception();
        }
        return Syscalls.nativeBuffer(IFREQ_SIZE).put(0, bytes);
    }

    /** {@return the link's index, or a negative errno} */
    static int index(String name) {
        ByteBuffer request = request(name);
        int result = ask(SIOCGIFINDEX, request);
        return result < 0 ? result : request.getInt(VALUE);
    }

    static void up(String name) {
        ByteBuffer request = request(name);
        check(name, "SIOCGIFFLAGS", ask(SIOCGIFFLAGS, request));
        request.putShort(VALUE, (short) (request.getShort(VALUE) | IFF_UP));
        check(name, "SIOCSIFFLAGS", ask(SIOCSIFFLAGS, request));
    }

    static void mtu(String name, int mtu) {
        check(name, "SIOCSIFMTU", ask(SIOCSIFMTU, request(name).putInt(VALUE, mtu)));
    }

    private static int ask(long what, ByteBuffer request) {
        try (Fd socket = Syscalls.socket(AF_INET, SOCK_DGRAM, 0)) {
            return Syscalls.ioctl(socket, what, request);
        }
    }

    private static void check(String name, String what, int result) {
        if (result < 0) {
            throw Problem.refused("LINK_REFUSED", name, "ioctl(" + what + ") failed")
                    .because(Errno.describe(-result))
                    .fix("run as root (CAP_NET_ADMIN in the namespace)")
                    .exception();
        }
    }
}
