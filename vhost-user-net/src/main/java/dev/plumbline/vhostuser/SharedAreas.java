package dev.plumbline.vhostuser;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.memory.DirtyLog;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.MappedRegion;
import dev.plumbline.vhostuser.memory.UnmappedMemory;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.message.Payload.Region;
import dev.plumbline.vhostuser.message.RefusedException;
import dev.plumbline.vhostuser.transport.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is shared with the front-end: the guest's memory, the dirty log, the inflight area. For the connection's thread. */
final class SharedAreas implements AutoCloseable {
    /** The parts of an inflight area: a header and an entry a descriptor, in whole cache lines, for each ring. */
    private static final int INFLIGHT_HEADER = 16;

    private static final int INFLIGHT_ENTRY = 16;
    private static final int CACHE_LINE = 64;

    private final Rings rings;
    private final boolean sealedOnly;
    private final Consumer<BackendEvent> events;
    private @Nullable DirtyLog log;
    private @Nullable Fd logEvents;
    private GuestMemory current = GuestMemory.NONE;
    private boolean hadMemory;
    private boolean oldMemory;
    private boolean unsealedTold;

    /** How often regions were told again, without their offsets: QEMU 7.2 tells, and takes back, each for every queue pair. */
    private final Map<Region, Integer> toldAgain = new HashMap<>();

    SharedAreas(Rings rings, boolean sealedOnly, Consumer<BackendEvent> events) {
        this.rings = rings;
        this.sealedOnly = sealedOnly;
        this.events = events;
    }

    /** All memory at once. Rings that run are not interrupted for longer than it takes to find them again. */
    void table(Payload.MemoryTable table, Received received) {
        List<Region> wanted = table.regions();
        if (received.descriptorCount() != wanted.size()) {
            throw new RefusedException(
                    "DESCRIPTORS",
                    wanted.size() + " memory regions with " + received.descriptorCount() + " descriptors");
        }
        List<Fd> descriptors = received.takeDescriptors();
        try {
            if (!isSame(wanted, descriptors)) {
                List<MappedRegion> mapped = new ArrayList<>();
                take(mapped, () -> {
                    for (int i = 0; i < wanted.size(); i++) {
                        mapped.add(map(wanted.get(i), descriptors.get(i)));
                    }
                    return GuestMemory.of(mapped);
                });
                toldAgain.clear();
            }
        } finally {
            descriptors.forEach(Fd::close);
        }
    }

    private boolean isSame(List<Region> wanted, List<Fd> descriptors) {
        List<MappedRegion> present = rings.memory().regions();
        if (present.isEmpty() || present.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!isSame(present.get(i), wanted.get(i), descriptors.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(MappedRegion present, Region wanted, Fd descriptor) {
        long[] file = Syscalls.fstat(descriptor);
        return present.region().equals(wanted) && present.file().equals(List.of(file[0], file[1]));
    }

    void add(Payload.MemoryRegion added, Fd descriptor) {
        try (descriptor) {
            if (rings.memory().regions().stream().anyMatch(present -> isSame(present, added.region(), descriptor))) {
                toldAgain.merge(placeOf(added.region()), 1, Integer::sum);
                return;
            }
            List<MappedRegion> mapped = new ArrayList<>();
            take(mapped, () -> {
                mapped.add(map(added.region(), descriptor));
                return rings.memory().with(mapped.get(0));
            });
        }
    }

    /** Works with memory that has new regions, or lets go of these when it cannot be. */
    private void take(List<MappedRegion> mapped, Supplier<GuestMemory> making) {
        GuestMemory made;
        try {
            made = making.get();
        } catch (RefusedException e) {
            mapped.forEach(MappedRegion::release);
            throw e;
        }
        use(made);
    }

    void remove(Payload.MemoryRegion removed) {
        Region place = placeOf(removed.region());
        if (toldAgain.containsKey(place)) {
            toldAgain.computeIfPresent(place, (any, more) -> more == 1 ? null : more - 1);
            return;
        }
        use(rings.memory().without(removed.region()));
    }

    /** A region as it is taken back, when its offset does not count. */
    private static Region placeOf(Region region) {
        return new Region(region.guestAddress(), region.size(), region.userAddress(), 0);
    }

    private MappedRegion map(Region region, Fd descriptor) {
        MappedRegion mapped = MappedRegion.map(region, descriptor);
        if (sealedOnly && !mapped.sealed()) {
            mapped.release();
            throw new RefusedException(
                    "MEMORY_NOT_SEALED", "the file of a memory region can become shorter (no F_SEAL_SHRINK)");
        }
        return mapped;
    }

    private void use(GuestMemory memory) {
        GuestMemory before = rings.memory();
        oldMemory |= before != GuestMemory.NONE;
        hadMemory = true;
        current = memory;
        rings.use(memory);
        before.releaseBut(memory);
        events.accept(BackendEvent.of(
                BackendEvent.Kind.MEMORY,
                "regions",
                memory.regions().size(),
                "bytes",
                memory.bytes(),
                "sealed",
                memory.sealed()));
        if (!memory.sealed() && !unsealedTold) {
            unsealedTold = true;
            events.accept(BackendEvent.advice(Advice.MEMORY_NOT_SEALED));
        }
    }

    void log(Payload.LogArea area, Fd descriptor) {
        try (descriptor) {
            DirtyLog mapped = DirtyLog.map(area, descriptor);
            mapped.notify(logEvents);
            log = mapped;
            oldMemory = true;
        }
        rings.log(log);
    }

    void logEvents(Fd eventfd) {
        Fd old = logEvents;
        logEvents = eventfd;
        DirtyLog current = log;
        if (current != null) {
            current.notify(eventfd);
            rings.log(current); // from here on nobody uses the old one
        }
        Vring.close(old);
    }

    /** Packets are completed in order, so that the used ring itself tells what was begun; the area only has to be there. */
    Device.Answer makeInflight(Payload.Inflight asked) {
        if (asked.queues() == 0 || asked.queueSize() == 0 || asked.queueSize() > 32_768) {
            throw new RefusedException(
                    "INFLIGHT_SIZE", asked.queues() + " rings of " + asked.queueSize() + " descriptors");
        }
        long part = INFLIGHT_HEADER + (long) INFLIGHT_ENTRY * asked.queueSize() + CACHE_LINE - 1 & -CACHE_LINE;
        long size = part * asked.queues();
        Fd file = MemoryFiles.create("plumbline-inflight", size);
        return new Device.Answer(
                new Payload.Inflight(size, 0, asked.queues(), asked.queueSize(), asked.padded()), file, true);
    }

    void inflight(Payload.Inflight area, Fd descriptor) {
        try (descriptor) {
            if (!MemoryFiles.isRegular(descriptor)
                    || area.size() <= 0
                    || area.offset() < 0
                    || MemoryFiles.extent(descriptor).size() - area.size() < area.offset()) {
                throw new RefusedException("INFLIGHT_SIZE", "the inflight area's file is too short, or no file");
            }
        }
        rings.resumeFromUsed();
    }

    boolean hadMemory() {
        return hadMemory;
    }

    boolean holdsOldMemory() {
        return oldMemory;
    }

    void releaseOldMemory() {
        oldMemory = false;
        UnmappedMemory.release();
    }

    @Override
    public void close() {
        Vring.close(logEvents);
        log = null;
        current.releaseBut(GuestMemory.NONE);
        current = GuestMemory.NONE;
    }
}
