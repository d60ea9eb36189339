package dev.plumbline.vhostuser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.MemoryFiles;
import dev.plumbline.vhostuser.Driver.Piece;
import dev.plumbline.vhostuser.message.FrontEndCode;
import dev.plumbline.vhostuser.message.Payload;
import dev.plumbline.vhostuser.transport.Listener;
import dev.plumbline.vhostuser.transport.MessageSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of the two sides comes back, and the guest's rings go on. */
class ReconnectTest {
    private static final long FEATURES = VirtioFeature.bits(VirtioFeature.VERSION_1, VirtioFeature.PROTOCOL_FEATURES);

    @TempDir
    private Path directory;

    @Test
    void aFrontEndThatComesBackGoesOnWithTheUsedIndex() throws InterruptedException {
        try (Backend backend = new Backend(directory, 1);
                Guest guest = new Guest(true)) {
            Driver driver = Driver.of(guest, 16, false);
            for (int connection = 0; connection < 3; connection++) {
                try (FrontEnd frontEnd = backend.connect()) {
                    frontEnd.agree(FEATURES);
                    fivePackets(backend, guest, frontEnd, driver, 5 * connection);
                }
            }
            backend.await(BackendEvent.Kind.DISCONNECTED, 3);
            assertThat(backend.backend().fromGuest().packets()).isEqualTo(15);
        }
    }

    @Test
    void anInflightAreaTellsThatTheUsedRingIsRight() throws InterruptedException {
        try (Backend backend = new Backend(directory, 1);
                Guest guest = new Guest(true);
                Fd area = MemoryFiles.create("inflight", 1 << 16)) {
            Driver driver = Driver.of(guest, 16, false);
            for (int connection = 0; connection < 2; connection++) {
                try (FrontEnd frontEnd = backend.connect()) {
                    frontEnd.agree(FEATURES);
                    Payload shared = new Payload.Inflight(1 << 16, 0, 2, 256, false);
                    assertThat(frontEnd.acknowledged(FrontEndCode.SET_INFLIGHT_FD, shared, area))
                            .isZero();
                    fivePackets(backend, guest, frontEnd, driver, 0);
                }
            }
            backend.await(BackendEvent.Kind.DISCONNECTED, 2);
            backend.close(); // and once more, which does nothing
            assertThat(backend.backend().fromGuest().packets()).isEqualTo(10);
        }
    }

    private static void fivePackets(Backend backend, Guest guest, FrontEnd frontEnd, Driver driver, int base)
            throws InterruptedException {
        assertThat(frontEnd.table(guest)).isZero();
        Fd kick = frontEnd.start(1, driver, base).get(0);
        for (int i = 0; i < 5; i++) {
            int unused = driver.offer(List.of(new Piece(guest.allocate(100), 100, false)));
            FrontEnd.kick(kick);
            assertThat(backend.port().fromGuest(0).poll(5, TimeUnit.SECONDS)).hasSize(100);
            while (driver.used().isEmpty()) {
                Backend.pause();
            }
        }
    }

    @Test
    void aBackEndThatDialsComesBackToAFrontEndThatListens() {
        Path socket = directory.resolve("vmm.sock");
        try (MemoryPort port = new MemoryPort(1);
                VhostUserBackend backend =
                        VhostUserBackend.start(BackendOptions.listenAt(socket).withClient(true), port, event -> {});
                Listener listener = Listener.at(socket)) {
            assertThat(backend).isNotNull();
            for (int i = 0; i < 3; i++) {
                try (FrontEnd frontEnd = new FrontEnd(listener.accept())) {
                    assertThat(frontEnd.number(FrontEndCode.GET_QUEUE_NUM)).isEqualTo(1);
                    // as DPDK's server mode begins
                    frontEnd.ring(FrontEndCode.SET_VRING_ENABLE, 0, 0);
                    assertThat(frontEnd.ask(FrontEndCode.GET_VRING_BASE, new Payload.RingState(0, 21_848)))
                            .isEqualTo(new Payload.RingState(0, 0));
                }
            }
        }
    }

    @Test
    void aSecondFrontEndGetsInWhenTheFirstNeverSaysAnything() throws InterruptedException {
        try (Backend backend = new Backend(directory, 1);
                MessageSocket mute = backend.connect().socket()) {
            assertThat(mute).isNotNull();
            backend.await(BackendEvent.Kind.CONNECTED, 1);
            Thread.sleep(2_100);
            try (FrontEnd frontEnd = backend.connect()) {
                frontEnd.settle();
            }
        }
    }
}
