package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.vhostuser.Driver.Piece;
import dev.plumbline.vhostuser.Driver.Used;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets through the rings of a guest that behaves. */
class BackendTest {
    private static final int HEADER = 12;
    private static final long FEATURES = VirtioFeature.bits(
            VirtioFeature.VERSION_1,
            VirtioFeature.NET_MRG_RXBUF,
            VirtioFeature.RING_INDIRECT_DESC,
            VirtioFeature.PROTOCOL_FEATURES);

    @TempDir
    private Path directory;

    private Backend backend;
    private Guest guest;
    private FrontEnd frontEnd;

    @BeforeEach
    void start() {
        backend = new Backend(directory, 2);
        guest = new Guest(true);
        frontEnd = backend.connect();
    }

    @AfterEach
    void stop() {
        frontEnd.close();
        guest.close();
        backend.close();
    }

    private static long features(boolean packed, VirtioFeature... more) {
        return FEATURES | VirtioFeature.bits(more) | (packed ? VirtioFeature.bits(VirtioFeature.RING_PACKED) : 0);
    }

    private static int base(boolean packed) {
        return packed ? 0x8000_8000 : 0;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheGuestSendsArrivesInOrderAndUnchanged(boolean packed) throws InterruptedException {
        frontEnd.agree(features(packed, VirtioFeature.RING_EVENT_IDX));
        Driver driver = Driver.of(guest, 64, packed);
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(1, driver, base(packed)).get(0);
        Random random = new Random(1);
        int buffer = guest.allocate(4096);
        for (int i = 0; i < 300; i++) {
            byte[] packet = new byte[HEADER + 14 + random.nextInt(1500)];
            random.nextBytes(packet);
            guest.memory().put(buffer, packet);
            int cut = random.nextInt(packet.length);
            List<Piece> pieces = random.nextBoolean()
                    ? List.of(new Piece(buffer, packet.length, false))
                    : List.of(new Piece(buffer, cut, false), new Piece(buffer + cut, packet.length - cut, false));
            int id = i % 3 == 0 ? driver.offerIndirect(pieces) : driver.offer(pieces);
            FrontEnd.kick(kick);
            assertThat(backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS)).isEqualTo(packet);
            assertThat(awaitUsed(driver)).isEqualTo(new Used(id, 0));
        }
        assertThat(backend.backend().fromGuest().packets()).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatComesFillsAsManyBuffersAsItNeeds(boolean packed) {
        frontEnd.agree(features(packed));
        Driver driver = Driver.of(guest, 64, packed);
        assertThat(frontEnd.table(guest)).isZero();
        List<Fd> wakes = frontEnd.start(0, driver, base(packed));
        int[] buffers = new int[60];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = guest.allocate(1526);
            int unused = driver.offer(List.of(new Piece(buffers[i], 1526, true)));
        }
        byte[] frame = new byte[60_000];
        new Random(2).nextBytes(frame);
        backend.port().toGuest(0, frame);
        ByteBuffer whole = ByteBuffer.allocate(HEADER + frame.length);
        int count = (HEADER + frame.length + 1525) / 1526;
        for (int i = 0; i < count; i++) {
            Used used = awaitUsed(driver);
            byte[] part = new byte[used.length()];
            guest.memory().get(buffers[i], part);
            whole.put(part);
        }
        assertThat(whole.remaining()).isZero();
        assertThat(guest.memory().getShort(buffers[0] + 10)).isEqualTo((short) count);
        assertThat(Arrays.copyOfRange(whole.array(), HEADER, whole.capacity())).isEqualTo(frame);
        assertThat(Syscalls.isReadable(wakes.get(1), 5_000)).isTrue();
        assertThat(backend.backend().toGuest().bytes()).isEqualTo(frame.length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPacketWaitsUntilTheGuestOffersABuffer(boolean packed) {
        frontEnd.agree(features(packed, VirtioFeature.RING_EVENT_IDX));
        Driver driver = Driver.of(guest, 16, packed);
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(0, driver, base(packed)).get(0);
        for (int i = 0; i < 50; i++) {
            byte[] frame = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 8, 0, (byte) i};
            backend.port().toGuest(0, frame);
            int buffer = guest.allocate(256);
            int unused = driver.offer(List.of(new Piece(buffer, 256, true)));
            FrontEnd.kick(kick);
            assertThat(awaitUsed(driver).length())
                    .as("padded to the shortest frame")
                    .isEqualTo(HEADER + 60);
            assertThat(guest.memory().get(buffer + HEADER + 14)).isEqualTo((byte) i);
        }
    }

    @Test
    void aRingThatIsNotEnabledGivesBackAndSendsNothing() {
        frontEnd.agree(features(false));
        Driver driver = Driver.of(guest, 16, false);
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(1, driver, 0).get(0);
        frontEnd.ring(FrontEndCode.SET_VRING_ENABLE, 1, 0);
        frontEnd.settle();
        int unused = driver.offer(List.of(new Piece(guest.allocate(100), 100, false)));
        FrontEnd.kick(kick);
        assertThat(awaitUsed(driver).length()).isZero();
        assertThat(backend.port().fromGuest(0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRingGoesOnWhereItWasWhenItIsStartedAgain(boolean packed) throws InterruptedException {
        frontEnd.agree(features(packed));
        Driver driver = Driver.of(guest, 16, packed);
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(1, driver, base(packed)).get(0);
        int buffer = guest.allocate(100);
        for (int i = 0; i < 21; i++) {
            int unused = driver.offer(List.of(new Piece(buffer, 100, false)));
            FrontEnd.kick(kick);
            assertThat(awaitUsed(driver)).isNotNull();
        }
        Payload.RingState stopped =
                (Payload.RingState) frontEnd.ask(FrontEndCode.GET_VRING_BASE, new Payload.RingState(1, 21_848));
        // 21 buffers: once round a packed ring of 16, and 5 further
        assertThat(stopped.number()).isEqualTo(packed ? 0x0005_0005 : 21);
        int unused = driver.offer(List.of(new Piece(buffer, 100, false)));
        backend.port().fromGuest(0).clear();
        Fd again = frontEnd.start(1, driver, stopped.number()).get(0);
        assertThat(again).isNotNull();
        assertThat(awaitUsed(driver)).isNotNull();
        assertThat(backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS)).hasSize(100);
    }

    @Test
    void memoryIsExchangedUnderARunningRing() throws InterruptedException {
        frontEnd.agree(features(false));
        Driver driver = Driver.of(guest, 16, false);
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(1, driver, 0).get(0);
        int buffer = guest.allocate(100);
        try (Fd more = MemoryFiles.create("dimm", 1 << 20)) {
            for (int i = 0; i < 20; i++) {
                Payload.Region second = new Payload.Region(0x1_0000_0000L, 1 << 20, 0x7fff_0000_0000L, 0);
                Payload.MemoryTable table =
                        new Payload.MemoryTable(i % 2 == 0 ? List.of(guest.region(), second) : List.of(guest.region()));
                Fd[] files = i % 2 == 0 ? new Fd[] {guest.file(), more} : new Fd[] {guest.file()};
                assertThat(frontEnd.acknowledged(FrontEndCode.SET_MEM_TABLE, table, files))
                        .isZero();
                int unused = driver.offer(List.of(new Piece(buffer, 100, false)));
                FrontEnd.kick(kick);
                assertThat(awaitUsed(driver)).isNotNull();
            }
        }
        assertThat(backend.port().fromGuest(0)).hasSize(20);
        assertThat(backend.events(BackendEvent.Kind.RING_STOPPED)).isEmpty();
    }

    @Test
    void regionsComeAndGoOneByOne() {
        frontEnd.agree(features(false));
        assertThat(frontEnd.number(FrontEndCode.GET_MAX_MEM_SLOTS)).isGreaterThanOrEqualTo(8);
        Payload first = new Payload.MemoryRegion(guest.region());
        assertThat(frontEnd.acknowledged(FrontEndCode.ADD_MEM_REG, first, guest.file()))
                .isZero();
        assertThat(frontEnd.acknowledged(FrontEndCode.ADD_MEM_REG, first, guest.file()))
                .as("told again for another queue pair, as QEMU 7.2 does")
                .isZero();
        try (Fd other = MemoryFiles.create("other", Guest.SIZE)) {
            assertThat(frontEnd.acknowledged(FrontEndCode.ADD_MEM_REG, first, other))
                    .as("another file in the same place")
                    .isEqualTo(1);
        }
        assertThat(frontEnd.acknowledged(FrontEndCode.REM_MEM_REG, first, guest.file()))
                .isZero();
        assertThat(frontEnd.acknowledged(FrontEndCode.REM_MEM_REG, first)).isZero();
        assertThat(frontEnd.acknowledged(FrontEndCode.REM_MEM_REG, first)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenDuringAMigrationIsLogged(boolean packed) throws IOException {
        frontEnd.agree(features(packed));
        Driver driver = Driver.of(guest, 16, packed);
        assertThat(frontEnd.table(guest)).isZero();
        List<Fd> wakes = frontEnd.start(0, driver, base(packed));
        assertThat(wakes).hasSize(2);
        int buffer = guest.allocate(3 * 4096) + 4095 & ~4095;
        int pages = (int) ((Guest.BASE + Guest.SIZE) / 4096);
        try (Fd log = MemoryFiles.create("log", pages / 8)) {
            frontEnd.send(FrontEndCode.SET_LOG_BASE, new Payload.LogArea(pages / 8, 0), log);
            assertThat(frontEnd.reply(FrontEndCode.SET_LOG_BASE)).isEqualTo(new Payload.None());
            assertThat(frontEnd.acknowledged(
                            FrontEndCode.SET_FEATURES, new Payload.Word(features(packed, VirtioFeature.LOG_ALL))))
                    .isZero();
            assertThat(frontEnd.acknowledged(FrontEndCode.SET_VRING_ADDR, driver.address(0, 1)))
                    .isZero();
            int unused = driver.offer(List.of(new Piece(buffer, 8192, true)));
            backend.port().toGuest(0, new byte[5000]);
            assertThat(awaitUsed(driver).length()).isEqualTo(5000 + HEADER);
            ByteBuffer bits;
            try (FileChannel channel = FileChannel.open(MemoryFiles.path(log), StandardOpenOption.READ)) {
                bits = channel.map(FileChannel.MapMode.READ_ONLY, 0, pages / 8);
            }
            int page = (int) ((Guest.BASE + buffer) / 4096);
            assertThat(isSet(bits, page)).isTrue();
            assertThat(isSet(bits, page + 1)).isTrue();
            assertThat(isSet(bits, page + 2)).isFalse();
            long ring = packed
                    ? driver.address(0, 0).descriptors() - Guest.USER + Guest.BASE
                    : driver.address(0, 0).log();
            assertThat(isSet(bits, (int) (ring / 4096))).as("the ring itself").isTrue();
        }
    }

    private static boolean isSet(ByteBuffer bits, int page) {
        return (bits.get(page / 8) >> page % 8 & 1) != 0;
    }

    @Test
    void aGuestWithoutAnAnnouncementOfItsOwnIsAnnounced() throws InterruptedException {
        frontEnd.agree(features(false));
        assertThat(frontEnd.acknowledged(FrontEndCode.SEND_RARP, new Payload.Word(0x5634_1200_5452L)))
                .isZero();
        byte[] packet = backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS);
        assertThat(packet).hasSize(HEADER + 60).startsWith(new byte[HEADER]);
        assertThat(Arrays.copyOfRange(packet, HEADER, HEADER + 14))
                .containsExactly(-1, -1, -1, -1, -1, -1, 0x52, 0x54, 0x00, 0x12, 0x34, 0x56, 0x80, 0x35);
    }

    @Test
    void statusMtuAndInflightAreKept() {
        frontEnd.agree(features(false));
        frontEnd.send(FrontEndCode.SET_STATUS, 15);
        assertThat(frontEnd.number(FrontEndCode.GET_STATUS)).isEqualTo(15);
        assertThat(frontEnd.acknowledged(FrontEndCode.NET_SET_MTU, new Payload.Word(1400)))
                .isZero();
        assertThat(frontEnd.acknowledged(FrontEndCode.NET_SET_MTU, new Payload.Word(67)))
                .isEqualTo(1);
        Payload.Inflight asked = new Payload.Inflight(0, 0, 4, 256, true);
        Payload.Inflight made = (Payload.Inflight) frontEnd.ask(FrontEndCode.GET_INFLIGHT_FD, asked);
        assertThat(made.size()).isGreaterThanOrEqualTo(4 * 256 * 16);
        assertThat(made.padded()).isTrue();
    }

    @Test
    void featuresThatWereNotOfferedAreLeftOutAndTheStatusSaysSo() {
        frontEnd.agree(features(false));
        long tooMuch = features(false) | 1L << 41;
        assertThat(frontEnd.acknowledged(FrontEndCode.SET_FEATURES, new Payload.Word(tooMuch)))
                .isEqualTo(1);
        frontEnd.send(FrontEndCode.SET_STATUS, 0xb);
        assertThat(frontEnd.number(FrontEndCode.GET_STATUS)).isEqualTo(3);
        backend.await(BackendEvent.Kind.REFUSED, "FEATURES_NOT_OFFERED");
    }

    @Test
    void twoQueuePairsWorkSideBySide() throws InterruptedException {
        assertThat(frontEnd.number(FrontEndCode.GET_QUEUE_NUM)).isEqualTo(2);
        frontEnd.agree(features(false, VirtioFeature.NET_MQ));
        assertThat(frontEnd.table(guest)).isZero();
        Driver first = Driver.of(guest, 16, false);
        Driver second = Driver.of(guest, 16, false);
        Fd firstKick = frontEnd.start(1, first, 0).get(0);
        Fd secondKick = frontEnd.start(3, second, 0).get(0);
        int buffer = guest.allocate(100);
        int one = first.offer(List.of(new Piece(buffer, 100, false)));
        int other = second.offer(List.of(new Piece(buffer, 90, false)));
        FrontEnd.kick(firstKick);
        FrontEnd.kick(secondKick);
        assertThat(List.of(one, other)).containsOnly(0);
        assertThat(backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS)).hasSize(100);
        assertThat(backend.port().fromGuest(1).poll(5, TimeUnit.SECONDS)).hasSize(90);
    }

    @Test
    void aGuestWhoseMemoryIsNotSharedIsRecognized() {
        frontEnd.agree(features(false));
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(1, Driver.of(guest, 16, false), 0).get(0);
        for (int i = 0; i < 100 && backend.events(BackendEvent.Kind.ADVICE).isEmpty(); i++) {
            FrontEnd.kick(kick);
            Backend.pause();
        }
        backend.await(BackendEvent.Kind.ADVICE, "MEMORY_NOT_SHARED");
    }

    @Test
    void theMemoryOfAGuestThatHasEndedIsLetGo() throws IOException {
        frontEnd.agree(features(false));
        assertThat(frontEnd.table(guest)).isZero();
        Driver driver = Driver.of(guest, 16, false);
        assertThat(frontEnd.start(1, driver, 0)).hasSize(2);
        assertThat(mappings()).isEqualTo(2);
        frontEnd.close();
        long end = System.nanoTime() + 10_000_000_000L;
        while (mappings() > 1 && System.nanoTime() < end) {
            Backend.pause();
        }
        assertThat(mappings()).as("only the test's own").isEqualTo(1);
    }

    private long mappings() throws IOException {
        String inode =
                Files.getAttribute(MemoryFiles.path(guest.file()), "unix:ino").toString();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("memfd:guest") && line.contains(" " + inode + " "))
                    .count();
        }
    }

    private static Used awaitUsed(Driver driver) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            Optional<Used> used = driver.used();
            if (used.isPresent()) {
                return used.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the device gave nothing back");
    }
}
