package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Header;
import dev.plumbline.vhostuser.message.MalformedMessageException;
import dev.plumbline.vhostuser.message.Message;
import dev.plumbline.vhostuser.message.MessageCodec;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.message.RefusedException;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.transport.ConnectionEndedException;
import dev.plumbline.vhostuser.transport.MessageSocket;
import dev.plumbline.vhostuser.transport.Received;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a front-end, from its first message to its last. A request that is refused is answered so if the
 * front-end waits for it, and ends the connection if not, since the front-end would go on from a false belief.
 */
final class Session implements AutoCloseable {
    private static final Payload DONE = new Payload.Word(0);
    private static final Payload NOT_DONE = new Payload.Word(1);
    /** How long a connection is quiet before memory that it gave up is looked for, in milliseconds. */
    private static final int QUIET_MILLIS = 1_000;

    /** A front-end that goes on after so many refusals does not mean it well, and each costs an event. */
    private static final int MOST_REFUSALS = 100;

    private static final long MUTE_NANOS = 5_000_000_000L;

    private final MessageSocket socket;
    private final Consumer<BackendEvent> events;
    private final Device device;
    private final long began = System.nanoTime();
    private volatile boolean spoke;
    private int refusals;

    Session(Fd connection, BackendOptions options, PacketPort port, Consumer<BackendEvent> events) {
        this.socket = new MessageSocket(connection);
        this.events = events;
        this.device = new Device(options, port, events);
    }

    /** Serves until the connection ends. */
    void run() {
        UnixSockets.Peer peer = socket.peer();
        events.accept(
                BackendEvent.of(BackendEvent.Kind.CONNECTED, "pid", peer.pid(), "uid", peer.uid(), "gid", peer.gid()));
        String reason;
        try {
            reason = serve();
        } catch (RuntimeException e) {
            reason = "a fault of ours: " + e;
            events.accept(BackendEvent.refused("INTERNAL", reason));
        }
        device.close();
        events.accept(BackendEvent.of(
                BackendEvent.Kind.DISCONNECTED,
                "reason",
                reason,
                "toGuest",
                device.toGuest(),
                "fromGuest",
                device.fromGuest()));
    }

    private String serve() {
        try {
            while (true) {
                try (Received received = socket.receive(device.holdsOldMemory() ? QUIET_MILLIS : -1)) {
                    if (received == null) {
                        device.releaseOldMemory();
                    } else {
                        spoke = true;
                        if (!answer(received)) {
                            return "a request was refused";
                        }
                    }
                }
            }
        } catch (ConnectionEndedException e) {
            return String.valueOf(e.getMessage());
        } catch (MalformedMessageException e) {
            events.accept(BackendEvent.refused("MALFORMED_MESSAGE", String.valueOf(e.getMessage())));
            return "what came was no message";
        }
    }

    /** Does what a message asks for. Returns whether the connection goes on. */
    private boolean answer(Received received) {
        Header header = received.header();
        FrontEndCode code = FrontEndCode.of(header.id());
        try {
            if (header.isReply()) {
                throw new RefusedException("ROLE_MISMATCH", "a reply came that nobody asked for");
            }
            if (code == null) {
                throw new RefusedException(
                        "UNKNOWN_MESSAGE", "message " + Integer.toUnsignedString(header.id()) + " is unknown");
            }
            if (received.descriptorCount() > code.maxDescriptors()) {
                throw new RefusedException(
                        "DESCRIPTORS", code.name() + " with " + received.descriptorCount() + " descriptors");
            }
            Message message = MessageCodec.decodeRequest(code, header.flags(), received.payload());
            Device.Answer answer = device.handle(code, message.payload(), received);
            try (Fd descriptor = answer.descriptor()) {
                reply(header, code, answer, descriptor);
            }
            return true;
        } catch (RefusedException e) {
            return refuse(header, code, e.code(), e.text());
        } catch (MalformedMessageException e) {
            return refuse(header, code, "MALFORMED_MESSAGE", String.valueOf(e.getMessage()));
        } catch (PlumblineException e) {
            return refuse(header, code, e.problem().code(), e.problem().text());
        }
    }

    private void reply(Header header, FrontEndCode code, Device.Answer answer, @Nullable Fd descriptor) {
        Payload own = answer.payload();
        if (own != null) {
            if (descriptor == null) {
                socket.reply(code.id(), own);
            } else {
                socket.reply(code.id(), own, descriptor);
            }
        } else if (header.needsReply()) {
            socket.reply(code.id(), answer.done() ? DONE : NOT_DONE);
        }
    }

    private boolean refuse(Header header, @Nullable FrontEndCode code, String word, String text) {
        events.accept(BackendEvent.of(
                BackendEvent.Kind.REFUSED,
                "code",
                word,
                "text",
                text,
                "message",
                code == null ? "message " + Integer.toUnsignedString(header.id()) : code.name()));
        boolean waits = header.needsReply() && !header.isReply() && (code == null || code.reply() == null);
        if (waits) {
            socket.reply(header.id(), NOT_DONE);
        }
        return waits && ++refusals < MOST_REFUSALS;
    }

    /** {@return whether it has been here for a while and has never said anything} */
    boolean isMute() {
        return !spoke && System.nanoTime() - began > MUTE_NANOS;
    }

    /** Makes {@link #run} end soon. */
    void interrupt() {
        socket.interrupt();
    }

    /** {@return whether the guest's memory was mapped} */
    boolean hadMemory() {
        return device.hadMemory();
    }

    Traffic.Count toGuest() {
        return device.toGuest();
    }

    Traffic.Count fromGuest() {
        return device.fromGuest();
    }

    @Override
    public void close() {
        device.close();
        socket.close();
    }
}
