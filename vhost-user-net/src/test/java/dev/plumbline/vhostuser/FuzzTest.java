package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.memory.GuestMemory;
import dev.plumbline.vhostuser.memory.MappedRegion;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.message.RefusedException;
import dev.plumbline.vhostuser.ring.Ring;
import dev.plumbline.vhostuser.ring.RingSpace;
import dev.plumbline.vhostuser.transport.ConnectionEndedException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chance as an adversary, for a few seconds: it may break rings and end connections, and nothing else. */
class FuzzTest {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final int SIZE = 16;
    private static final List<FrontEndCode> CODES = List.of(FrontEndCode.values());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRingOfNonsenseIsRefusedOrGivesPackets(boolean packed) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Guest guest = new Guest(true);
                MemoryPort port = new MemoryPort(1)) {
            GuestMemory memory = GuestMemory.of(List.of(MappedRegion.map(guest.region(), guest.file())));
            QueuePair pair = new QueuePair(port.queue(0));
            pair.use(memory);
            long end = System.nanoTime() + TIME.toNanos();
            int refused = 0;
            while (System.nanoTime() < end) {
                pair.configure(random.nextBoolean() ? 12 : 10, random.nextBoolean());
                refused += oneRing(guest, memory, pair, port, random, packed) ? 0 : 1;
            }
            assertThat(refused).isPositive();
        } catch (RuntimeException e) {
            fail("seed " + seed, e);
        }
    }

    /** Returns whether the ring was still good in the end. */
    private static boolean oneRing(
            Guest guest, GuestMemory memory, QueuePair pair, MemoryPort port, Random random, boolean packed) {
        boolean receives = random.nextBoolean();
        Payload.RingAddress address = new Payload.RingAddress(
                0, 0, Guest.USER + 4096, Guest.USER + 8192, Guest.USER + 12_288, Guest.BASE + 8192);
        ByteBuffer bytes = guest.memory();
        for (int i = 4096; i < 16_384; i += 8) {
            bytes.putLong(i, random.nextInt(4) == 0 ? random.nextLong() : 0);
        }
        for (int i = 0; i < SIZE; i++) {
            descriptor(bytes, 4096 + 16 * i, random);
            bytes.putShort(12_288 + 4 + 2 * i, (short) random.nextInt(random.nextInt(8) == 0 ? 65_536 : SIZE));
        }
        try {
            int position = random.nextInt(SIZE) | (packed && random.nextBoolean() ? 0x8000 : 0);
            RingSpace space =
                    new RingSpace(SIZE, address, packed, random.nextInt(4) != 0, random.nextBoolean(), receives);
            Ring ring = space.open(memory, position);
            for (int i = 0; i < 20; i++) {
                bytes.putShort(12_288 + 2, (short) (ring.position() + random.nextInt(SIZE + 2)));
                if (receives) {
                    port.toGuest(0, new byte[14 + random.nextInt(4000)]);
                    int unused = pair.receive(ring, 8);
                } else {
                    int unused = pair.transmit(ring, true, 8);
                }
                boolean unused = ring.publish();
                boolean again = ring.enableNotifications();
                descriptor(bytes, 4096 + 16 * random.nextInt(SIZE), random);
                if (!again) {
                    ring.disableNotifications();
                }
            }
            return true;
        } catch (RefusedException e) {
            assertThat(e.code()).startsWith("RING_");
            return false;
        } finally {
            port.fromGuest(0).clear();
        }
    }

    private static void descriptor(ByteBuffer bytes, int at, Random random) {
        long address = random.nextInt(4) == 0
                ? random.nextLong()
                : Guest.BASE + random.nextInt(random.nextInt(4) == 0 ? Guest.SIZE : 16_384);
        int length =
                random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(2000) & ~(random.nextBoolean() ? 15 : 0);
        bytes.putLong(at, address).putInt(at + 8, length);
        bytes.putShort(at + 12, (short) (random.nextInt(8) | random.nextInt(2) << 7 | random.nextInt(2) << 15));
        bytes.putShort(at + 14, (short) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(SIZE)));
        if (random.nextBoolean()) {
            // as a packed ring has it: flags last
            bytes.putShort(at + 14, (short) (random.nextInt(8) | random.nextInt(2) << 7 | random.nextInt(2) << 15));
        }
    }

    @Test
    void aStreamOfNonsenseEndsItsConnectionAndLeavesNothingBehind() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Backend backend = new Backend(directory, 2);
                Guest guest = new Guest(true)) {
            settle(backend);
            int before = openDescriptors();
            long end = System.nanoTime() + TIME.toNanos();
            int connections = 0;
            while (System.nanoTime() < end) {
                connections++;
                try (Fd connection = connect(backend)) {
                    int messages = 1 + random.nextInt(40);
                    boolean goesOn = true;
                    for (int i = 0; i < messages && goesOn; i++) {
                        goesOn = send(connection, guest, random);
                        int unused = random.nextInt(4) == 0 ? Syscalls.read(connection, new byte[4096]) : 0;
                    }
                }
            }
            assertThat(connections).isGreaterThan(10);
            settle(backend);
            long patience = System.nanoTime() + 5_000_000_000L;
            while (openDescriptors() > before && System.nanoTime() < patience) {
                Backend.pause();
            }
            assertThat(openDescriptors()).as("seed %d", seed).isLessThanOrEqualTo(before);
            assertThat(backend.events(BackendEvent.Kind.REFUSED))
                    .as("seed %d", seed)
                    .isNotEmpty()
                    .noneSatisfy(event -> assertThat(event.detail()).containsEntry("code", "INTERNAL"));
        }
    }

    /** Connects, as soon as the listener's queue has room. */
    private static Fd connect(Backend backend) {
        int number = UnixSockets.connect(backend.socket());
        while (number == -Errno.EAGAIN) {
            Backend.pause();
            number = UnixSockets.connect(backend.socket());
        }
        return Fd.own(number);
    }

    /** A connection that behaves is served. */
    private static void settle(Backend backend) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (backend.events(BackendEvent.Kind.CONNECTED).size()
                != backend.events(BackendEvent.Kind.DISCONNECTED).size()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Backend.pause();
        }
        while (!isServed(backend)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        int gone = backend.events(BackendEvent.Kind.CONNECTED).size();
        backend.await(BackendEvent.Kind.DISCONNECTED, gone);
    }

    /** What was waiting in the listener's queue may be served at the moment. */
    private static boolean isServed(Backend backend) {
        try (FrontEnd frontEnd = backend.connect()) {
            frontEnd.settle();
            return true;
        } catch (ConnectionEndedException e) {
            return false;
        }
    }

    private static boolean send(Fd connection, Guest guest, Random random) {
        FrontEndCode code = CODES.get(random.nextInt(CODES.size()));
        ByteBuffer payload = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        int size = fill(code, payload, random);
        byte[] bytes = new byte[12 + size];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.nativeOrder())
                .putInt(random.nextInt(50) == 0 ? random.nextInt() : code.id())
                .putInt(random.nextInt(50) == 0 ? random.nextInt(16) : random.nextBoolean() ? 1 : 9)
                .putInt(random.nextInt(100) == 0 ? random.nextInt(5000) : size)
                .put(payload.array(), 0, size);
        List<Fd> descriptors = new ArrayList<>();
        int count = random.nextInt(20) == 0 ? random.nextInt(5) : Math.min(1, code.maxDescriptors());
        for (int i = 0; i < count; i++) {
            descriptors.add(
                    switch (random.nextInt(8)) {
                        case 0 -> MemoryFiles.create("odd", random.nextInt(1 << 20));
                        case 1 -> Syscalls.open("/dev/null", Syscalls.O_RDWR);
                        case 2, 3, 4 -> Syscalls.duplicate(guest.file());
                        default -> Syscalls.eventfd();
                    });
        }
        int sent = Syscalls.sendWithDescriptors(connection.value(), bytes, descriptors.toArray(Fd[]::new));
        descriptors.forEach(Fd::close);
        return sent == bytes.length;
    }

    /** Puts a payload of about the right form. Returns its length. */
    private static int fill(FrontEndCode code, ByteBuffer payload, Random random) {
        int odd = random.nextInt(30) == 0 ? random.nextInt(9) : 0;
        return odd
                + switch (code.request()) {
                    case NONE -> 0;
                    case RING_STATE -> {
                        payload.putInt(random.nextInt(5)).putInt(1 << random.nextInt(16));
                        yield 8;
                    }
                    case WORD -> {
                        payload.putLong(random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(300));
                        yield 8;
                    }
                    case RING_ADDRESS -> {
                        payload.putInt(random.nextInt(5)).putInt(random.nextInt(2));
                        for (int i = 0; i < 4; i++) {
                            payload.putLong(Guest.USER + (random.nextInt(Guest.SIZE) & -16));
                        }
                        yield 40;
                    }
                    case MEMORY_TABLE -> {
                        payload.putInt(1).putInt(0);
                        region(payload, random);
                        yield 40;
                    }
                    case MEMORY_REGION -> {
                        payload.putLong(0);
                        region(payload, random);
                        yield 40;
                    }
                    case LOG_AREA -> {
                        payload.putLong(random.nextInt(1 << 20)).putLong(random.nextInt(2) << 12);
                        yield 16;
                    }
                    default -> random.nextInt(56);
                };
    }

    private static void region(ByteBuffer payload, Random random) {
        payload.putLong(Guest.BASE).putLong(random.nextBoolean() ? Guest.SIZE : random.nextInt());
        payload.putLong(Guest.USER).putLong(random.nextInt(4) == 0 ? random.nextInt() : 0);
    }

    private static int openDescriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
