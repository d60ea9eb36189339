package dev.plumbline.vhostuser;

import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.memory.Window;
import dev.plumbline.vhostuser.ring.Scatter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The packet that tells switches where a guest has moved to, for a guest that cannot send one itself (RFC 903). */
final class Rarp {
    private static final int LENGTH = 60;
    private static final int ETHERTYPE = 0x8035;
    private static final int REVERSE_REQUEST = 3;

    private Rarp() {}

    /** Sends it to the port, as if the guest had. */
    static void send(Rings rings, byte[] mac) {
        int header = rings.headerLength();
        ByteBuffer memory = Syscalls.nativeBuffer(header + LENGTH);
        memory.put(header, frame(mac));
        Scatter packet = new Scatter();
        packet.add(new Window(0, 0, memory.capacity(), memory, Syscalls.addressOf(memory)), memory.capacity());
        QueueLoop loop = rings.loop(0);
        int unused = loop.call(() -> {
            int result = loop.pair().port().send(packet);
            loop.pair().port().flush();
            return result;
        });
    }

    /** {@return a broadcast of 60 bytes} */
    static byte[] frame(byte[] mac) {
        ByteBuffer frame = ByteBuffer.allocate(LENGTH).order(ByteOrder.BIG_ENDIAN);
        frame.putInt(-1).putShort((short) -1).put(mac).putShort((short) ETHERTYPE);
        frame.putShort((short) 1).putShort((short) 0x0800).put((byte) 6).put((byte) 4);
        frame.putShort((short) REVERSE_REQUEST).put(mac).putInt(0).put(mac).putInt(0);
        return frame.array();
    }
}
