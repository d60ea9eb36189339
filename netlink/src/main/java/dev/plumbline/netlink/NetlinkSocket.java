package dev.plumbline.netlink;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.Request;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A netlink(7) socket for requests. It stays in the namespace that it was opened in, whatever thread uses it. One request
 * is under way at a time; methods may be called from any thread. Extended acks, capped acks and strict checking are on.
 *
 * <p>An answer must match sequence number and port id and come from the kernel. When one does not come within {@value
 * #TIMEOUT_MILLIS} ms the socket is closed, since a late answer could be taken for the next request's.
 */
public final class NetlinkSocket implements AutoCloseable {
    /** Routing, links, traffic control ({@code NETLINK_ROUTE}). */
    public static final int ROUTE = 0;

    /** How long an answer may take. The kernel answers within the system call; this only bounds what should not be. */
    public static final int TIMEOUT_MILLIS = 10_000;

    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int HEADER = 16;
    private static final int DUMP_TRIES = 8;

    /** Room for any acknowledgement and for what is known of one link; most sockets never need more. */
    private static final int SMALL = 4096;

    /** What the kernel fills at most in one read of a dump. */
    private static final int DUMP_ROOM = 32_768;

    private static final AttributeTable ACK = new AttributeTable("NLMSGERR_ATTR");
    private static final Attribute<String> ACK_MSG = ACK.string(1, "NLMSGERR_ATTR_MSG");
    private static final Attribute<Integer> ACK_OFFS = ACK.u32(2, "NLMSGERR_ATTR_OFFS");

    /** Buffers on their way from a closed socket to the next one: to make them takes longer than to make the socket. */
    private static final Queue<Buffers> SPARE = new ArrayBlockingQueue<>(16);

    private static final int LARGEST_SPARE = 65_536;

    private static final class Buffers {
        private final ByteBuffer out = Syscalls.nativeBuffer(SMALL);
        private final long outAddress = Syscalls.addressOf(out);
        private final Syscalls.Inbox inbox = new Syscalls.Inbox(SMALL);
    }

    private final Fd fd;
    private int portId; // the kernel's choice with the first request; its answer tells
    private final ReentrantLock turn = new ReentrantLock();
    private final Buffers buffers;
    private final Syscalls.Inbox inbox;
    private int sequence;

    private NetlinkSocket(Fd fd) {
        this.fd = fd;
        Buffers spare = SPARE.poll();
        this.buffers = spare == null ? new Buffers() : spare;
        this.inbox = buffers.inbox;
        try {
            Syscalls.setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1);
            Syscalls.setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1);
            Syscalls.setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        } catch (RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /** Opens a routing socket in the calling thread's namespace. */
    public static NetlinkSocket open() {
        return new NetlinkSocket(Syscalls.socket(Syscalls.AF_NETLINK, Syscalls.SOCK_RAW, ROUTE));
    }

    /** Opens a routing socket in a namespace. */
    public static NetlinkSocket open(NetNamespace namespace) {
        return namespace.call(NetlinkSocket::open);
    }

    /**
     * Sends a change and waits for its acknowledgement.
     *
     * @param what what the request does, for the error text, for example {@code "set mtu of eth0"}
     * @throws NetlinkException when the kernel refuses
     */
    public void execute(String what, Request request) {
        turn.lock();
        try {
            send(what, request);
            receive(what, request, null);
        } finally {
            turn.unlock();
        }
    }

    /**
     * Asks for one object.
     *
     * @return the object, or nothing when the kernel says that it is not there
     * @throws NetlinkException for any other refusal
     */
    public Optional<Message> get(String what, Request request) {
        List<Message> answers = new ArrayList<>(1);
        turn.lock();
        try {
            do {
                send(what, request);
            } while (!receive(what, request, answers));
        } catch (NetlinkException e) {
            if (e.isAbsent()) {
                return Optional.empty();
            }
            throw e;
        } finally {
            turn.unlock();
        }
        return answers.stream().findFirst();
    }

    /**
     * Asks for a table. A dump that a change interrupted is begun again, a bounded number of times.
     *
     * @throws DumpInterruptedException when each of them was interrupted
     * @throws NetlinkException when the kernel refuses
     */
    public List<Message> dump(String what, Request request) {
        List<Message> answers = new ArrayList<>();
        turn.lock();
        try {
            if (inbox.data().capacity() < DUMP_ROOM) {
                inbox.resize(DUMP_ROOM);
            }
            for (int i = 0; i < DUMP_TRIES; i++) {
                answers.clear();
                send(what, request);
                if (receive(what, request, answers)) {
                    return answers;
                }
            }
        } finally {
            turn.unlock();
        }
        throw new DumpInterruptedException(what, DUMP_TRIES, answers);
    }

    private void send(String what, Request request) {
        if (!fd.isOpen()) {
            throw new IllegalStateException("the socket is closed"); // and the buffers may be another one's by now
        }
        byte[] message = request.message();
        sequence++;
        long sent = message.length <= SMALL
                ? sendFrom(buffers.out, buffers.outAddress, message)
                : sendFrom(Syscalls.nativeBuffer(message.length), 0, message);
        if (sent < 0) {
            throw new NetlinkException(what, (int) -sent, null, null);
        }
    }

    private long sendFrom(ByteBuffer out, long knownAddress, byte[] message) {
        out.put(0, message).putInt(8, sequence);
        try {
            return Syscalls.send(fd, knownAddress == 0 ? Syscalls.addressOf(out) : knownAddress, message.length);
        } finally {
            Reference.reachabilityFence(out);
        }
    }

    /**
     * Collects what the kernel answers to the last request.
     *
     * @param answers where objects go; null when only an acknowledgement is expected
     * @return false when the answer is not usable and must be asked for again
     */
    private boolean receive(String what, Request request, @Nullable List<Message> answers) {
        boolean usable = true;
        while (true) {
            int length = receiveDatagram(what);
            ByteBuffer in = inbox.data();
            if (length > in.capacity()) {
                inbox.resize(Integer.highestOneBit(length) * 2);
                usable = false;
                if (answers != null && !isDump(request)) {
                    return false; // the one answer there is was cut off
                }
                continue;
            }
            int at = 0;
            while (at + HEADER <= length) {
                int size = in.getInt(at);
                if (size < HEADER || at + size > length) {
                    break;
                }
                int type = in.getShort(at + 4) & 0xffff;
                if (isOurs(in.getInt(at + 8), in.getInt(at + 12))) {
                    usable &= (in.getShort(at + 6) & NLM_F_DUMP_INTR) == 0;
                    if (type == NLMSG_ERROR || type == NLMSG_DONE) {
                        check(what, request, at, size, type == NLMSG_DONE);
                        return usable;
                    }
                    if (answers != null) {
                        answers.add(copy(at, size, type));
                        if (!isDump(request)) {
                            return true;
                        }
                    }
                }
                at += (size + 3) & ~3;
            }
        }
    }

    private boolean isOurs(int answered, int toPort) {
        if (answered != sequence || inbox.senderPort() != 0 || (portId != 0 && toPort != portId)) {
            return false;
        }
        portId = toPort;
        return true;
    }

    private static boolean isDump(Request request) {
        return (Bytes.u16(request.message(), 6) & 0x300) == 0x300;
    }

    private int receiveDatagram(String what) {
        // The kernel has answered by the time that the request is sent; only what should not be is waited for.
        long received = Syscalls.receive(fd, inbox, Syscalls.MSG_TRUNC | Syscalls.MSG_DONTWAIT);
        if (received == -Errno.EAGAIN && Syscalls.isReadable(fd, TIMEOUT_MILLIS)) {
            received = Syscalls.receive(fd, inbox, Syscalls.MSG_TRUNC | Syscalls.MSG_DONTWAIT);
        }
        if (received >= 0) {
            return (int) received;
        }
        close();
        if (received == -Errno.EAGAIN) {
            throw Problem.fault("NETLINK_TIMEOUT", what, "the kernel did not answer within " + TIMEOUT_MILLIS + " ms")
                    .exception();
        }
        throw new NetlinkException(what, (int) -received, null, null);
    }

    private Message copy(int at, int size, int type) {
        byte[] bytes = new byte[size];
        inbox.data().get(at, bytes);
        return new Message(type, inbox.data().getShort(at + 6), bytes);
    }

    private void check(String what, Request request, int at, int size, boolean done) {
        ByteBuffer in = inbox.data();
        int error = size >= HEADER + 4 ? in.getInt(at + HEADER) : 0;
        if (error == 0) {
            return;
        }
        byte[] ack = copy(at, size, 0).bytes();
        int flags = in.getShort(at + 6);
        String text = null;
        String attribute = null;
        if ((flags & NLM_F_ACK_TLVS) != 0) {
            int echoed = (flags & NLM_F_CAPPED) != 0 ? HEADER : request.message().length;
            int from = HEADER + 4 + (done ? 0 : (echoed + 3) & ~3);
            Attributes explanation = new Attributes(ack, from, ack.length);
            text = explanation.get(ACK_MSG).orElse(null);
            attribute = explanation.get(ACK_OFFS).map(request::attributeAt).orElse(null);
        }
        throw new NetlinkException(what, -error, text, attribute);
    }

    @Override
    public void close() {
        boolean open = fd.isOpen();
        fd.close();
        // Not while somebody's request, or our own that timed out, still uses them.
        if (open && !turn.isHeldByCurrentThread() && turn.tryLock()) {
            if (inbox.data().capacity() <= LARGEST_SPARE) {
                SPARE.offer(buffers);
            }
            turn.unlock();
        }
    }
}
