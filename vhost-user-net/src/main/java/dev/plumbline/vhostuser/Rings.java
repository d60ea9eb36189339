package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.vhostuser.memory.DirtyLog;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.message.Payload.RingAddress;
import dev.plumbline.vhostuser.message.RefusedException;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.ring.Ring;
import dev.plumbline.vhostuser.ring.RingSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rings of one connection, and the loops that work on them: what the front-end has said is put into effect here. A ring
 * runs from the moment when all of it is known. For the connection's thread.
 */
final class Rings implements AutoCloseable {
    private final PacketPort port;
    private final Consumer<BackendEvent> events;
    private final RingObserver observer;
    private final Vring[] rings;
    private final QueueLoops loops;
    private GuestMemory memory = GuestMemory.NONE;
    private @Nullable DirtyLog log;
    private long features;
    private boolean resumesFromUsed;

    Rings(PacketPort port, int busyPollMicros, Consumer<BackendEvent> events, RingObserver observer) {
        this.port = port;
        this.events = events;
        this.observer = observer;
        this.rings = new Vring[2 * port.queues()];
        this.loops = new QueueLoops(port, busyPollMicros, observer);
        for (int i = 0; i < rings.length; i++) {
            rings[i] = new Vring(i);
        }
    }

    /** {@return a ring} */
    Vring get(int index) {
        if (index < 0 || index >= rings.length) {
            throw new RefusedException(
                    "RING_INDEX", "ring " + Integer.toUnsignedString(index) + " of " + rings.length + " rings");
        }
        return rings[index];
    }

    GuestMemory memory() {
        return memory;
    }

    /** Rings of the split kind go on where the used ring in the guest's memory ends, whatever base they are given. */
    void resumeFromUsed() {
        resumesFromUsed = true;
    }

    /** Works with other memory from now on. Rings that run find their places again; one that cannot is stopped. */
    void use(GuestMemory other) {
        reopen(() -> {
            memory = other;
            loops.each(loop -> loop.pair().use(other));
        });
    }

    /** Works with other features. */
    void features(long agreed) {
        long changed = features ^ agreed;
        if (VirtioFeature.LOG_ALL.in(features) && !VirtioFeature.LOG_ALL.in(agreed)) {
            log(null);
        }
        if ((changed & ~VirtioFeature.bits(VirtioFeature.LOG_ALL)) == 0) {
            features = agreed;
            return;
        }
        int headerLength = headerLength(agreed);
        port.configure(agreed, headerLength);
        reopen(() -> {
            features = agreed;
            loops.each(loop -> loop.pair().configure(headerLength, VirtioFeature.NET_MRG_RXBUF.in(agreed)));
        });
        for (Vring ring : rings) {
            enable(ring, ring.enabled);
        }
    }

    long features() {
        return features;
    }

    /** {@return how long the header before each packet is, in bytes} */
    int headerLength() {
        return headerLength(features);
    }

    private static int headerLength(long features) {
        boolean modern = VirtioFeature.VERSION_1.in(features)
                || VirtioFeature.NET_MRG_RXBUF.in(features)
                || VirtioFeature.RING_PACKED.in(features);
        return modern ? 12 : 10;
    }

    /** Notes all writes to the guest's memory from now on; null: no longer. */
    void log(@Nullable DirtyLog dirtyLog) {
        log = dirtyLog;
        loops.each(loop -> loop.log(dirtyLog));
        for (Vring ring : rings) {
            logRing(ring);
        }
    }

    private void logRing(Vring ring) {
        RingAddress address = ring.address;
        DirtyLog ringLog = address != null && (address.flags() & RingAddress.LOGGED) != 0 ? log : null;
        if (ring.running) {
            run(ring, loopRing -> {
                if (loopRing.ring != null) {
                    loopRing.ring.log(ringLog);
                }
            });
        }
    }

    /** Says where a ring lies. One that runs goes on there. */
    void address(Vring ring, RingAddress address) {
        RingAddress before = ring.address;
        ring.address = address;
        boolean same = before != null
                && before.descriptors() == address.descriptors()
                && before.used() == address.used()
                && before.available() == address.available()
                && before.log() == address.log();
        if (ring.running && !same) {
            ring.base = stopQuietly(ring);
            ring.running = false;
        }
        if (ring.running) {
            logRing(ring);
            return;
        }
        if (ring.size > 0 && memory != GuestMemory.NONE) {
            Ring unused = space(ring, address).open(memory, 0x8000_8000 & (isPacked() ? -1 : 0)); // is it there?
        }
        startIfReady(ring);
    }

    /** Lets a ring pass packets or not. */
    void enable(Vring ring, boolean on) {
        ring.enabled = on;
        boolean passes = on || !VirtioFeature.PROTOCOL_FEATURES.in(features);
        if (loops.has(ring.index / 2)) {
            run(ring, loopRing -> loopRing.enabled = passes);
        }
    }

    /** Gives a ring the descriptor that the guest kicks; null: it does not kick. The ring starts when all else is known. */
    void kick(Vring ring, @Nullable Fd fd) {
        Fd old = ring.kick;
        ring.kick = fd;
        ring.polled = fd == null;
        ring.broken = false;
        if (loops.has(ring.index / 2)) {
            run(ring, loopRing -> {
                loopRing.kick = fd;
                loopRing.polled = fd == null;
            });
        }
        Vring.close(old);
        startIfReady(ring);
    }

    /** Gives a ring the descriptor that wakes the guest; null: it looks by itself. */
    void call(Vring ring, @Nullable Fd fd) {
        Fd old = ring.call;
        ring.call = fd;
        if (loops.has(ring.index / 2)) {
            run(ring, loopRing -> {
                loopRing.call = fd;
                if (loopRing.runs()) {
                    loopRing.signal();
                }
            });
        }
        Vring.close(old);
    }

    /** Gives a ring the descriptor that tells of its end. */
    void error(Vring ring, @Nullable Fd fd) {
        Fd old = ring.error;
        ring.error = fd;
        if (loops.has(ring.index / 2)) {
            run(ring, loopRing -> loopRing.error = fd);
        }
        Vring.close(old);
    }

    /** Starts a ring if all of it is known and it does not run. */
    void startIfReady(Vring ring) {
        RingAddress address = ring.address;
        if (ring.running || ring.broken || address == null || !ring.isReady() || memory == GuestMemory.NONE) {
            return;
        }
        int position = open(ring, address);
        events.accept(BackendEvent.of(
                BackendEvent.Kind.RING_STARTED,
                "ring",
                ring.index,
                "direction",
                ring.direction(),
                "size",
                ring.size,
                "packed",
                isPacked(),
                "position",
                space(ring, address).index(position)));
    }

    private int open(Vring ring, RingAddress address) {
        RingSpace space = space(ring, address);
        boolean passes = ring.enabled || !VirtioFeature.PROTOCOL_FEATURES.in(features);
        DirtyLog ringLog = (address.flags() & RingAddress.LOGGED) != 0 ? log : null;
        QueueLoop loop = loop(ring.index / 2);
        int position = loop.call(() -> {
            int at = resumesFromUsed && !space.packed() ? space.usedIndex(memory) : ring.base;
            Ring opened = space.open(memory, at);
            opened.log(ringLog);
            LoopRing loopRing = loop.ring(ring.index);
            loopRing.kick = ring.kick;
            loopRing.polled = ring.polled;
            loopRing.call = ring.call;
            loopRing.error = ring.error;
            loopRing.enabled = passes;
            loopRing.start(opened, at);
            return at;
        });
        ring.running = true;
        return position;
    }

    /** Stops a ring and forgets its kick and call. Returns where it goes on. */
    int stop(Vring ring) {
        boolean ran = ring.running;
        if (ran) {
            ring.base = stopQuietly(ring);
        }
        boolean wasBroken = ring.broken; // and said so then
        ring.running = false;
        ring.broken = false;
        kickAndCallAreGone(ring);
        if (ran && !wasBroken) {
            events.accept(BackendEvent.of(
                    BackendEvent.Kind.RING_STOPPED,
                    "ring",
                    ring.index,
                    "direction",
                    ring.direction(),
                    "position",
                    isPacked() ? ring.base & 0x7fff : ring.base));
        }
        return ring.base;
    }

    private void kickAndCallAreGone(Vring ring) {
        Fd kick = ring.kick;
        Fd call = ring.call;
        ring.kick = null;
        ring.call = null;
        ring.polled = false;
        if (loops.has(ring.index / 2)) {
            run(ring, loopRing -> {
                loopRing.kick = null;
                loopRing.call = null;
                loopRing.polled = false;
            });
        }
        Vring.close(kick);
        Vring.close(call);
    }

    /** Stops all rings, as a reset does. */
    void stopAll() {
        for (Vring ring : rings) {
            int unused = stop(ring);
            ring.base = 0;
        }
    }

    /** Makes a change while no ring runs; those that ran before go on afterwards. */
    private void reopen(Runnable change) {
        List<Vring> running = new ArrayList<>();
        for (Vring ring : rings) {
            if (ring.running) {
                int position = stopQuietly(ring);
                if (!ring.broken) {
                    ring.base = position;
                    running.add(ring);
                }
                ring.running = false;
            }
        }
        change.run();
        for (Vring ring : running) {
            RingAddress address = ring.address;
            try {
                if (address != null && memory != GuestMemory.NONE) {
                    int unused = open(ring, address);
                }
            } catch (RefusedException e) {
                ring.broken = true;
                observer.ringBroken(ring.index, ring.base, e.code(), e.text());
            }
        }
        for (Vring ring : rings) {
            startQuietly(ring);
        }
    }

    private void startQuietly(Vring ring) {
        try {
            startIfReady(ring);
        } catch (RefusedException e) {
            ring.broken = true;
            observer.ringBroken(ring.index, ring.base, e.code(), e.text());
        }
    }

    private int stopQuietly(Vring ring) {
        QueueLoop loop = loop(ring.index / 2);
        return loop.call(() -> {
            LoopRing loopRing = loop.ring(ring.index);
            ring.broken = !loopRing.runs();
            return loopRing.stop();
        });
    }

    private RingSpace space(Vring ring, RingAddress address) {
        return new RingSpace(
                ring.size,
                address,
                isPacked(),
                VirtioFeature.RING_INDIRECT_DESC.in(features),
                VirtioFeature.RING_EVENT_IDX.in(features),
                ring.index % 2 == 0);
    }

    boolean isPacked() {
        return VirtioFeature.RING_PACKED.in(features);
    }

    private void run(Vring ring, Consumer<LoopRing> task) {
        QueueLoop loop = loop(ring.index / 2);
        boolean unused = loop.call(() -> {
            task.accept(loop.ring(ring.index));
            return true;
        });
    }

    /** {@return the loop of a queue pair, which starts when it is first needed} */
    QueueLoop loop(int pair) {
        return loops.get(pair, loop -> {
            loop.pair().use(memory);
            loop.pair().configure(headerLength(features), VirtioFeature.NET_MRG_RXBUF.in(features));
            loop.log(log);
        });
    }

    /** {@return what the loops count} */
    QueueLoops loops() {
        return loops;
    }

    @Override
    public void close() {
        for (Vring ring : rings) {
            int unused = stop(ring);
        }
        loops.close();
        for (Vring ring : rings) {
            ring.closeAll();
        }
        memory = GuestMemory.NONE;
        log = null;
    }
}
