package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.host.syscall.UnixSockets;
import dev.plumbline.vhostuser.Driver.Piece;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Payload;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A guest or a VMM that means harm: its connection is refused or its ring stopped, and all else goes on. */
class HostileTest {
    private static final long FEATURES = VirtioFeature.bits(
            VirtioFeature.VERSION_1, VirtioFeature.RING_INDIRECT_DESC, VirtioFeature.PROTOCOL_FEATURES);

    @TempDir
    private Path directory;

    private Backend backend;
    private Guest guest;
    private FrontEnd frontEnd;

    @BeforeEach
    void start() {
        backend = new Backend(directory, 1);
        guest = new Guest(false);
        frontEnd = backend.connect();
    }

    @AfterEach
    void stop() {
        frontEnd.close();
        backend.await(BackendEvent.Kind.DISCONNECTED, 1);
        aNewConnectionWorks();
        guest.close();
        backend.close();
    }

    private void aNewConnectionWorks() {
        try (Guest other = new Guest(true);
                FrontEnd next = backend.connect()) {
            backend.port().fromGuest(0).clear();
            next.agree(FEATURES);
            assertThat(next.table(other)).isZero();
            Driver driver = Driver.of(other, 16, false);
            Fd kick = next.start(1, driver, 0).get(0);
            int unused = driver.offer(List.of(new Piece(other.allocate(100), 100, false)));
            FrontEnd.kick(kick);
            assertThat(backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS)).hasSize(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> brokenRings() {
        BiConsumer<SplitDriver, Guest> head = (ring, guest) -> ring.publish(16);
        BiConsumer<SplitDriver, Guest> index = (ring, guest) -> ring.index(17);
        BiConsumer<SplitDriver, Guest> loop = (ring, guest) -> {
            ring.descriptor(ring.table, Guest.BASE, 10, 1, 1);
            ring.descriptor(ring.table + 16, Guest.BASE, 10, 1, 0);
            ring.publish(0);
        };
        BiConsumer<SplitDriver, Guest> next = (ring, guest) -> {
            ring.descriptor(ring.table, Guest.BASE, 10, 1, 9999);
            ring.publish(0);
        };
        BiConsumer<SplitDriver, Guest> tableLength = (ring, guest) -> {
            ring.descriptor(ring.table, Guest.BASE, 17, 4, 0);
            ring.publish(0);
        };
        BiConsumer<SplitDriver, Guest> tableSize = (ring, guest) -> {
            ring.descriptor(ring.table, Guest.BASE, 16 * 17, 4, 0);
            ring.publish(0);
        };
        BiConsumer<SplitDriver, Guest> nested = (ring, guest) -> {
            ring.descriptor(ring.table, Guest.BASE, 16, 4, 0);
            ring.descriptor(0, Guest.BASE, 16, 4, 0);
            ring.publish(0);
        };
        BiConsumer<SplitDriver, Guest> tableLoop = (ring, guest) -> {
            ring.descriptor(ring.table, Guest.BASE, 32, 4, 0);
            ring.descriptor(0, Guest.BASE, 4, 1, 1);
            ring.descriptor(16, Guest.BASE, 4, 1, 0);
            ring.publish(0);
        };
        return Stream.of(
                Arguments.of("RING_DESCRIPTOR_INDEX", head),
                Arguments.of("RING_AVAILABLE_INDEX", index),
                Arguments.of("RING_DESCRIPTOR_INDEX", loop),
                Arguments.of("RING_DESCRIPTOR_INDEX", next),
                Arguments.of("RING_INDIRECT", tableLength),
                Arguments.of("RING_INDIRECT", tableSize),
                Arguments.of("RING_INDIRECT", nested),
                Arguments.of("RING_INDIRECT", tableLoop));
    }

    @ParameterizedTest
    @MethodSource("brokenRings")
    void aRingThatMakesNoSenseIsStoppedWithTheReason(String code, BiConsumer<SplitDriver, Guest> harm) {
        frontEnd.agree(FEATURES);
        assertThat(frontEnd.table(guest)).isZero();
        SplitDriver driver = new SplitDriver(guest, 16);
        Fd error = frontEnd.eventfd();
        frontEnd.send(FrontEndCode.SET_VRING_ERR, 1, error);
        Fd kick = frontEnd.start(1, driver, 0).get(0);
        harm.accept(driver, guest);
        FrontEnd.kick(kick);
        BackendEvent event = backend.await(BackendEvent.Kind.RING_STOPPED, code);
        assertThat(event.detail()).containsEntry("ring", 1);
        assertThat(Syscalls.isReadable(error, 5_000)).isTrue();
        assertThat(frontEnd.ask(FrontEndCode.GET_VRING_BASE, new Payload.RingState(1, 0)))
                .isInstanceOf(Payload.RingState.class);
    }

    @Test
    void aPackedChainWithoutAnEndStopsTheRing() {
        frontEnd.agree(FEATURES | VirtioFeature.bits(VirtioFeature.RING_PACKED));
        assertThat(frontEnd.table(guest)).isZero();
        PackedDriver driver = new PackedDriver(guest, 16);
        for (int i = 15; i >= 0; i--) {
            driver.body(i, Guest.BASE, 10, 0);
            driver.publish(i, 1 << 7 | 1);
        }
        Fd kick = frontEnd.start(1, driver, 0x8000).get(0);
        FrontEnd.kick(kick);
        backend.await(BackendEvent.Kind.RING_STOPPED, "RING_DESCRIPTOR_INDEX");
    }

    static Stream<Arguments> badBuffers() {
        long outside = Guest.BASE + Guest.SIZE - 50;
        return Stream.of(
                Arguments.of("ADDRESS_OUTSIDE_MEMORY", 0L, 100, 0),
                Arguments.of("ADDRESS_OUTSIDE_MEMORY", outside, 100, 0),
                Arguments.of("ADDRESS_OUTSIDE_MEMORY", -1L, 100, 0),
                Arguments.of("BUFFER_WRITABLE", Guest.BASE, 100, 2),
                Arguments.of("PACKET_TOO_LONG", Guest.BASE, 1 << 20, 0),
                Arguments.of("PACKET_TOO_LONG", Guest.BASE, -1, 0));
    }

    @ParameterizedTest
    @MethodSource("badBuffers")
    void aBufferThatCannotBeUsedIsGivenBackAndTheNextOneSent(String code, long address, int length, int flags)
            throws InterruptedException {
        frontEnd.agree(FEATURES);
        assertThat(frontEnd.table(guest)).isZero();
        SplitDriver driver = new SplitDriver(guest, 16);
        Fd kick = frontEnd.start(1, driver, 0).get(0);
        driver.descriptor(driver.table, address, length, flags, 0);
        driver.descriptor(driver.table + 16, Guest.BASE + 4096, 90, 0, 0);
        driver.publish(0);
        driver.publish(1);
        FrontEnd.kick(kick);
        assertThat(backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS)).hasSize(90);
        backend.await(BackendEvent.Kind.REFUSED, code);
        assertThat(backend.backend().fromGuest().dropped()).isEqualTo(1);
    }

    @Test
    void memoryThatIsTakenAwayStopsTheRingAndNothingElse() {
        frontEnd.agree(FEATURES);
        assertThat(frontEnd.table(guest)).isZero();
        backend.await(BackendEvent.Kind.ADVICE, "MEMORY_NOT_SEALED");
        SplitDriver driver = new SplitDriver(guest, 16);
        Fd kick = frontEnd.start(1, driver, 0).get(0);
        int buffer = guest.allocate(100);
        int unused = driver.offer(List.of(new Piece(buffer, 100, false)));
        FrontEnd.kick(kick);
        await(() -> driver.used().isPresent());
        guest.shrink(0);
        FrontEnd.kick(kick);
        backend.await(BackendEvent.Kind.RING_STOPPED, "MEMORY_GONE");
        frontEnd.settle();
    }

    @Test
    void onlySealedMemoryIsTakenIfThatIsAskedFor() {
        try (Backend careful = new Backend(
                        directory.resolve("."),
                        1,
                        options -> new BackendOptions(directory.resolve("careful.sock"), false, true, false, true, 0));
                FrontEnd other = new FrontEnd(directory.resolve("careful.sock"))) {
            other.agree(FEATURES);
            assertThat(other.table(guest)).isEqualTo(1);
            careful.await(BackendEvent.Kind.REFUSED, "MEMORY_NOT_SEALED");
        }
    }

    static Stream<Payload.Region> badRegions() {
        return Stream.of(
                new Payload.Region(0, 0, 0, 0),
                new Payload.Region(0, -1, 0, 0),
                new Payload.Region(-4096, 8192, 0, 0),
                new Payload.Region(0, 8192, -4096, 0),
                new Payload.Region(0, 8192, 0, Long.MAX_VALUE - 4096),
                new Payload.Region(0, 8192, 0, -4096),
                new Payload.Region(0, Guest.SIZE + 1, 0, 0),
                new Payload.Region(0, Guest.SIZE, 0, 4096));
    }

    @ParameterizedTest
    @MethodSource("badRegions")
    void memoryThatCannotBeIsRefused(Payload.Region region) {
        frontEnd.agree(FEATURES);
        Payload table = new Payload.MemoryTable(List.of(region));
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_MEM_TABLE, table, guest.file()))
                .isEqualTo(1);
    }

    @Test
    void regionsThatOverlapOrLackAFileAreRefused() {
        frontEnd.agree(FEATURES);
        Payload.Region region = guest.region();
        Payload.Region overlapping = new Payload.Region(region.guestAddress() + 4096, 4096, 0, 0);
        Payload two = new Payload.MemoryTable(List.of(region, overlapping));
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_MEM_TABLE, two, guest.file(), guest.file()))
                .isEqualTo(1);
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_MEM_TABLE, two, guest.file()))
                .isEqualTo(1);
        Fd pipe = frontEnd.eventfd();
        Payload one = new Payload.MemoryTable(List.of(region));
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_MEM_TABLE, one, pipe)).isEqualTo(1);
        backend.await(BackendEvent.Kind.REFUSED, "MEMORY_WRONG_KIND");
        assertThat(frontEnd.table(guest)).isZero();
    }

    @Test
    void ringsOutsideTheMemoryAreRefused() {
        frontEnd.agree(FEATURES);
        assertThat(frontEnd.table(guest)).isZero();
        frontEnd.ring(FrontEndCode.SET_VRING_NUM, 1, 256);
        long nearEnd = Guest.USER + Guest.SIZE - 64;
        for (Payload.RingAddress address : List.of(
                new Payload.RingAddress(1, 0, 0, 0, 0, 0),
                new Payload.RingAddress(1, 0, nearEnd, Guest.USER, Guest.USER, 0),
                new Payload.RingAddress(1, 0, Guest.USER, nearEnd, Guest.USER, 0),
                new Payload.RingAddress(1, 0, Guest.USER, Guest.USER, nearEnd, 0),
                new Payload.RingAddress(1, 0, Guest.USER + 8, Guest.USER, Guest.USER, 0),
                new Payload.RingAddress(2, 0, Guest.USER, Guest.USER, Guest.USER, 0))) {
            assertThat(frontEnd.acknowledged(FrontEndCode.SET_VRING_ADDR, address))
                    .as("%s", address)
                    .isEqualTo(1);
        }
        for (int size : new int[] {0, 3, 65_536, -1}) {
            Payload state = new Payload.RingState(1, size);
            assertThat(frontEnd.acknowledged(FrontEndCode.SET_VRING_NUM, state)).isEqualTo(1);
        }
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_VRING_ENABLE, new Payload.RingState(300, 1)))
                .isEqualTo(1);
    }

    @Test
    void aDescriptorOfTheWrongKindIsNoKick() {
        frontEnd.agree(FEATURES);
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_VRING_KICK, new Payload.Word(1), guest.file()))
                .isEqualTo(1);
        List<Fd> pair = UnixSockets.pair();
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_VRING_CALL, new Payload.Word(1), pair.get(0)))
                .isEqualTo(1);
        pair.forEach(Fd::close);
        backend.await(BackendEvent.Kind.REFUSED, "DESCRIPTOR_KIND");
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Backend.pause();
        }
    }
}
