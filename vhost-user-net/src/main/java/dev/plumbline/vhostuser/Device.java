package dev.plumbline.vhostuser;

import static dev.plumbline.vhostuser.VirtioFeature.ANY_LAYOUT;
import static dev.plumbline.vhostuser.VirtioFeature.LOG_ALL;
import static dev.plumbline.vhostuser.VirtioFeature.NET_GUEST_ANNOUNCE;
import static dev.plumbline.vhostuser.VirtioFeature.NET_MQ;
import static dev.plumbline.vhostuser.VirtioFeature.NET_MRG_RXBUF;
import static dev.plumbline.vhostuser.VirtioFeature.NET_MTU;
import static dev.plumbline.vhostuser.VirtioFeature.PROTOCOL_FEATURES;
import static dev.plumbline.vhostuser.VirtioFeature.RING_EVENT_IDX;
import static dev.plumbline.vhostuser.VirtioFeature.RING_INDIRECT_DESC;
import static dev.plumbline.vhostuser.VirtioFeature.RING_PACKED;
import static dev.plumbline.vhostuser.VirtioFeature.VERSION_1;

import dev.plumbline.host.Fd;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.syscall.EventFds;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.message.Payload.RingAddress;
import dev.plumbline.vhostuser.message.Payload.RingState;
import dev.plumbline.vhostuser.message.Payload.Word;
import dev.plumbline.vhostuser.message.RefusedException;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.ring.RingSpace;
import dev.plumbline.vhostuser.transport.Received;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A network device as its front-end sees it: what each request means. For the connection's thread. */
final class Device implements AutoCloseable {
    private static final long PROTOCOL = ProtocolFeature.bits(
            ProtocolFeature.MQ,
            ProtocolFeature.LOG_SHMFD,
            ProtocolFeature.RARP,
            ProtocolFeature.REPLY_ACK,
            ProtocolFeature.NET_MTU,
            ProtocolFeature.INFLIGHT_SHMFD,
            ProtocolFeature.RESET_DEVICE,
            ProtocolFeature.CONFIGURE_MEM_SLOTS,
            ProtocolFeature.STATUS);
    private static final int FEATURES_OK = 8;
    private static final int SMALLEST_MTU = 68; // RFC 791
    private static final int LARGEST_MTU = 65_535;

    private final PacketPort port;
    private final Consumer<BackendEvent> events;
    private final long offered;
    private final Rings rings;
    private final SharedAreas areas;
    private long protocol;
    private long status;
    private boolean featuresRefused;
    private boolean closed;

    /**
     * What a request is answered with, if anything.
     *
     * @param payload null: at most an acknowledgement
     * @param descriptor goes with it; whoever gets the answer owns it
     * @param done whether it was done, for the acknowledgement
     */
    record Answer(@Nullable Payload payload, @Nullable Fd descriptor, boolean done) {
        static final Answer DONE = new Answer(null, null, true);
        static final Answer NOT_QUITE = new Answer(null, null, false);

        static Answer word(long value) {
            return of(new Word(value));
        }

        static Answer of(Payload payload) {
            return new Answer(payload, null, true);
        }
    }

    Device(BackendOptions options, PacketPort port, Consumer<BackendEvent> events) {
        this.port = port;
        this.events = events;
        this.offered = VirtioFeature.bits(
                        VERSION_1,
                        NET_MRG_RXBUF,
                        RING_INDIRECT_DESC,
                        RING_EVENT_IDX,
                        ANY_LAYOUT,
                        NET_MTU,
                        NET_GUEST_ANNOUNCE,
                        PROTOCOL_FEATURES,
                        LOG_ALL)
                | (port.queues() > 1 ? VirtioFeature.bits(NET_MQ) : 0)
                | (options.packed() ? VirtioFeature.bits(RING_PACKED) : 0)
                | port.offloads();
        this.rings = new Rings(port, options.busyPollMicros(), events, new RingReporter(events));
        this.areas = new SharedAreas(rings, options.sealedOnly(), events);
    }

    /** Does what a request asks for. Descriptors that are not taken out of it are closed by whoever received it. */
    Answer handle(FrontEndCode code, Payload payload, Received received) {
        return switch (code) {
            case GET_FEATURES -> Answer.word(offered);
            case GET_PROTOCOL_FEATURES -> Answer.word(PROTOCOL);
            case GET_QUEUE_NUM -> Answer.word(port.queues());
            case GET_MAX_MEM_SLOTS -> Answer.word(GuestMemory.MAX_REGIONS);
            case GET_STATUS -> Answer.word(status);
            case GET_VRING_BASE -> {
                int index = ((RingState) payload).index();
                yield Answer.of(new RingState(index, rings.stop(rings.get(index))));
            }
            case GET_CONFIG ->
                Answer.of(new Payload.Config(((Payload.Config) payload).offset(), 0, ByteBuffer.allocate(0)));
            case GET_INFLIGHT_FD -> areas.makeInflight((Payload.Inflight) payload);
            case SET_LOG_BASE -> {
                areas.log((Payload.LogArea) payload, one(code, received));
                yield Answer.of(new Payload.None()); // always answered, as QEMU waits for it
            }
            case SET_FEATURES -> setFeatures(((Word) payload).value());
            case SET_PROTOCOL_FEATURES -> setProtocolFeatures(((Word) payload).value());
            default -> {
                set(code, payload, received);
                yield Answer.DONE;
            }
        };
    }

    private void set(FrontEndCode code, Payload payload, Received received) {
        switch (code) {
            case SET_OWNER -> {} // who connects owns it; some front-ends say so again, some never
            case RESET_OWNER -> rings.stopAll();
            case RESET_DEVICE -> reset();
            case SET_MEM_TABLE -> areas.table((Payload.MemoryTable) payload, received);
            case ADD_MEM_REG -> areas.add((Payload.MemoryRegion) payload, one(code, received));
            case REM_MEM_REG -> areas.remove((Payload.MemoryRegion) payload);
            case SET_LOG_FD -> areas.logEvents(eventfd(code, one(code, received)));
            case SET_INFLIGHT_FD -> areas.inflight((Payload.Inflight) payload, one(code, received));
            case SET_VRING_NUM, SET_VRING_BASE, SET_VRING_ENABLE, SET_VRING_ENDIAN ->
                setRing(code, (RingState) payload);
            case SET_VRING_ADDR -> {
                RingAddress address = (RingAddress) payload;
                rings.address(rings.get(address.index()), address);
            }
            case SET_VRING_KICK, SET_VRING_CALL, SET_VRING_ERR -> setDescriptor(code, (Word) payload, received);
            case SET_STATUS -> setStatus(((Word) payload).value());
            case NET_SET_MTU -> setMtu(((Word) payload).value());
            case SEND_RARP -> announce(((Word) payload).value());
            case SET_BACKEND_REQ_FD -> one(code, received).close(); // nothing is ever asked of the front-end
            default -> throw new RefusedException("UNSUPPORTED_MESSAGE", code.name() + " was not offered");
        }
    }

    private static Fd one(FrontEndCode code, Received received) {
        if (received.descriptorCount() != 1) {
            throw new RefusedException("DESCRIPTORS", code.name() + " without its descriptor");
        }
        return received.takeDescriptors().get(0);
    }

    private static Fd eventfd(FrontEndCode code, Fd fd) {
        if (!EventFds.isEventFd(fd)) {
            fd.close();
            throw new RefusedException("DESCRIPTOR_KIND", code.name() + " with a descriptor that is no eventfd");
        }
        EventFds.makeNonBlocking(fd);
        return fd;
    }

    /**
     * Features that were not offered are left out, and the connection goes on: whoever asks for the status, or waits for the
     * answer, learns of it.
     */
    private Answer setFeatures(long wanted) {
        long refused = wanted & ~offered;
        featuresRefused = refused != 0;
        rings.features(wanted & offered);
        events.accept(BackendEvent.of(
                BackendEvent.Kind.FEATURES,
                "features",
                VirtioFeature.names(wanted & offered),
                "protocolFeatures",
                ProtocolFeature.names(protocol)));
        return refused == 0 ? Answer.DONE : notOffered("features", VirtioFeature.names(refused));
    }

    private Answer setProtocolFeatures(long wanted) {
        protocol = wanted & PROTOCOL;
        return protocol == wanted
                ? Answer.DONE
                : notOffered("protocol features", ProtocolFeature.names(wanted & ~PROTOCOL));
    }

    private Answer notOffered(String what, List<String> names) {
        events.accept(BackendEvent.refused("FEATURES_NOT_OFFERED", what + " that were not offered: " + names));
        return Answer.NOT_QUITE;
    }

    private void setRing(FrontEndCode code, RingState state) {
        Vring ring = rings.get(state.index());
        switch (code) {
            case SET_VRING_NUM -> {
                RingSpace.checkSize(state.number(), rings.isPacked());
                ring.size = state.number();
                rings.startIfReady(ring);
            }
            case SET_VRING_BASE -> ring.base = state.number();
            case SET_VRING_ENABLE -> rings.enable(ring, state.number() != 0);
            default -> {
                if (state.number() != 0) {
                    throw new RefusedException("BIG_ENDIAN", "rings in big-endian order");
                }
            }
        }
    }

    private void setDescriptor(FrontEndCode code, Word word, Received received) {
        Vring ring = rings.get(word.ring());
        boolean none = (word.value() & Word.NO_DESCRIPTOR) != 0;
        Fd fd = none ? null : eventfd(code, one(code, received));
        switch (code) {
            case SET_VRING_KICK -> rings.kick(ring, fd);
            case SET_VRING_CALL -> rings.call(ring, fd);
            default -> rings.error(ring, fd);
        }
    }

    private void setStatus(long wanted) {
        status = featuresRefused ? wanted & ~FEATURES_OK : wanted;
    }

    private void reset() {
        rings.stopAll();
        status = 0;
        featuresRefused = false;
    }

    private void setMtu(long mtu) {
        if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
            throw new RefusedException("MTU", "an MTU of " + Long.toUnsignedString(mtu) + " bytes");
        }
        try {
            port.mtu((int) mtu);
        } catch (PlumblineException e) {
            // Said, but not refused: QEMU would leave the guest without its NIC.
            events.accept(BackendEvent.refused("MTU_NOT_SET", e.problem().text()));
        }
    }

    private void announce(long address) {
        byte[] mac = new byte[6];
        for (int i = 0; i < 6; i++) {
            mac[i] = (byte) (address >>> 8 * i);
        }
        Rarp.send(rings, mac);
    }

    boolean hadMemory() {
        return areas.hadMemory();
    }

    boolean holdsOldMemory() {
        return areas.holdsOldMemory();
    }

    void releaseOldMemory() {
        areas.releaseOldMemory();
    }

    Traffic.Count toGuest() {
        return rings.loops().sum(QueuePair::toGuest);
    }

    Traffic.Count fromGuest() {
        return rings.loops().sum(QueuePair::fromGuest);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            rings.close();
            areas.close();
        }
    }
}
