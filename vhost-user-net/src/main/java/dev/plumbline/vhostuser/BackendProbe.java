package dev.plumbline.vhostuser;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.MalformedMessageException;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.transport.ConnectionEndedException;
import dev.plumbline.vhostuser.transport.Listener;
import dev.plumbline.vhostuser.transport.MessageSocket;
import dev.plumbline.vhostuser.transport.Received;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks a back-end what it offers, as a front-end that then thinks better of it: only messages that change nothing are sent. A
 * back-end that serves a single connection in its life may end after it, so ask before the VM is there.
 */
public final class BackendProbe {
    private static final int DEFAULT_SLOTS = 8; // what SET_MEM_TABLE holds
    private static final int CONFIG_LENGTH = 12; // struct virtio_net_config up to mtu
    private static final int CONFIG_MTU = 10;

    private final MessageSocket socket;
    private final Deadline deadline;

    private BackendProbe(MessageSocket socket, Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * Probes.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when nothing is at the path; BAD_INPUT when it is no socket;
     *     REFUSED when this user may not connect
     */
    public static ProbeReport probe(Path path, Deadline deadline) {
        String name = path.toString();
        if (Files.exists(path) && !Listener.isSocket(path)) {
            throw Problem.badInput("NOT_A_SOCKET", name, "this is not a socket")
                    .fix("give the path of the back-end's socket")
                    .exception();
        }
        int connected = connect(path, deadline);
        if (connected == -Errno.ECONNREFUSED) {
            return ProbeReport.unreachable(name, ProbeAdvice.NOBODY_LISTENS);
        }
        if (connected == -Errno.EAGAIN) {
            return ProbeReport.unreachable(name, ProbeAdvice.NO_ANSWER);
        }
        if (connected == -Errno.ENOENT) {
            throw Problem.notFound("SOCKET_NOT_FOUND", name, "there is no such socket")
                    .because(Errno.describe(-connected))
                    .fix("start the back-end first; one that dials makes no socket: the VMM has to listen")
                    .exception();
        }
        if (connected < 0) {
            throw Problem.refused("SOCKET_REFUSED", name, "connecting failed")
                    .because(Errno.describe(-connected))
                    .fix("run as a user that may write to the socket")
                    .exception();
        }
        try (MessageSocket socket = new MessageSocket(Fd.own(connected))) {
            return new BackendProbe(socket, deadline).ask(name);
        }
    }

    /**
     * Probes a back-end that dials, in the place of the front-end that it looks for: listens until it comes, asks, hangs up, and
     * leaves the path free again.
     *
     * @throws dev.plumbline.host.PlumblineException as {@link Listener#at} does
     */
    public static ProbeReport probeDialling(Path path, Deadline deadline) {
        String name = path.toString();
        try (Listener listener = Listener.at(path)) {
            Fd connection = awaitConnection(listener, path, deadline);
            if (connection == null) {
                return ProbeReport.unreachable(name, ProbeAdvice.NOBODY_DIALS);
            }
            try (MessageSocket socket = new MessageSocket(connection)) {
                return new BackendProbe(socket, deadline).ask(name);
            }
        }
    }

    private static @Nullable Fd awaitConnection(Listener listener, Path path, Deadline deadline) {
        try {
            return deadline.await(millis -> listener.accept((int) Math.min(millis, Integer.MAX_VALUE)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", path.toString(), "interrupted while waiting for a back-end")
                    .exception(e);
        }
    }

    private static int connect(Path path, Deadline deadline) {
        while (true) {
            int connected = UnixSockets.connect(path);
            if (connected != -Errno.EAGAIN || deadline.passed()) {
                return connected;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return connected;
            }
        }
    }

    private ProbeReport ask(String name) {
        long features;
        try {
            features = number(FrontEndCode.GET_FEATURES);
        } catch (NoAnswerException e) {
            return ProbeReport.unreachable(name, e.advice());
        }
        long protocol = 0;
        Integer queues = null;
        Integer slots = null;
        Integer mtu = null;
        try {
            if (VirtioFeature.PROTOCOL_FEATURES.in(features)) {
                protocol = number(FrontEndCode.GET_PROTOCOL_FEATURES);
            }
            queues = ProtocolFeature.MQ.in(protocol) ? small(number(FrontEndCode.GET_QUEUE_NUM)) : Integer.valueOf(1);
            slots = ProtocolFeature.CONFIGURE_MEM_SLOTS.in(protocol)
                    ? small(number(FrontEndCode.GET_MAX_MEM_SLOTS))
                    : Integer.valueOf(DEFAULT_SLOTS);
            // Last, since a back-end may hang up on it.
            mtu = ProtocolFeature.CONFIG.in(protocol) && VirtioFeature.NET_MTU.in(features) ? mtu() : null;
        } catch (NoAnswerException e) {
            // What was not answered is left out, and the advice says what it may mean.
        }
        return new ProbeReport(
                name,
                true,
                VirtioFeature.names(features),
                ProtocolFeature.names(protocol),
                queues,
                slots,
                mtu,
                ProbeAdvice.of(features, protocol, queues, slots));
    }

    private static int small(long value) {
        return (int) Math.min(Math.max(value, 0), Integer.MAX_VALUE);
    }

    private long number(FrontEndCode code) {
        if (ask(Message.request(code)) instanceof Payload.Word word) {
            return word.value();
        }
        throw new NoAnswerException(ProbeAdvice.NOT_VHOST_USER);
    }

    private Integer mtu() {
        Payload.Config space = new Payload.Config(0, 0, ByteBuffer.allocate(CONFIG_LENGTH));
        Payload answer = ask(Message.request(FrontEndCode.GET_CONFIG, space));
        if (answer instanceof Payload.Config config && config.bytes().remaining() >= CONFIG_LENGTH) {
            ByteBuffer bytes = config.bytes();
            return (bytes.get(CONFIG_MTU) & 0xff) | (bytes.get(CONFIG_MTU + 1) & 0xff) << 8;
        }
        throw new NoAnswerException(ProbeAdvice.NOT_VHOST_USER);
    }

    private Payload ask(Message request) {
        try {
            socket.send(request);
            try (Received received = socket.receive((int) Math.min(deadline.remainingMillis(), Integer.MAX_VALUE))) {
                if (received == null) {
                    throw new NoAnswerException(ProbeAdvice.NO_ANSWER);
                }
                if (!received.header().isReply()) {
                    throw new NoAnswerException(ProbeAdvice.ROLE_MISMATCH);
                }
                if (received.header().id() != request.code().id()) {
                    throw new NoAnswerException(ProbeAdvice.NOT_VHOST_USER);
                }
                return MessageCodec.decodeReply(
                                request.code(), received.header().flags(), received.payload())
                        .payload();
            }
        } catch (ConnectionEndedException e) {
            throw new NoAnswerException(ProbeAdvice.HUNG_UP);
        } catch (MalformedMessageException e) {
            throw new NoAnswerException(ProbeAdvice.NOT_VHOST_USER);
        }
    }

    /** There is no answer to go on with. */
    private static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Advice advice;

        NoAnswerException(Advice advice) {
            super(advice.text(), null, false, false);
            this.advice = advice;
        }

        Advice advice() {
            return advice;
        }
    }
}
