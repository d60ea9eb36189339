package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.runtime.demo.DigestService;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import dev.plumbline.vhostuser.BackendEvent;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.TapPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real guest's NIC, with our back-end and a tap behind it. */
class VhostUserVmTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final List<BackendEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void aGuestIsReachedThroughTheBackEndAlsoAfterThatWasStartedAgain() {
        try (Pod pod = Pod.empty();
                GuestVm vm = GuestVm.startShared(2, 1, "tcg")) {
            pod.ip("tuntap add dev vu0 mode tap");
            pod.ip("addr add 10.77.9.1/24 dev vu0");
            pod.ip("link set vu0 up");
            vm.awaitAgent(Duration.ofSeconds(90));
            try (Serving first = serve(pod);
                    GuestShell shell = GuestShell.of(vm)) {
                plug(vm);
                shell.run("for i in 1 2 3 4 5 6 7 8 9 10; do [ -e /sys/class/net/eth0 ] && break; sleep 0.3; done;"
                        + " ip addr add 10.77.9.2/24 dev eth0; ip link set eth0 up");
                reach(pod, first);
            }
            events.clear();
            try (Serving second = serve(pod)) {
                reach(pod, second);
            }
            assertThat(events)
                    .filteredOn(event -> event.event() == BackendEvent.Kind.RING_STARTED)
                    .as("the rings went on where they were")
                    .isNotEmpty()
                    .anySatisfy(event ->
                            assertThat((int) event.detail().get("position")).isPositive());
            assertThat(vm.isAlive()).as(vm.log()).isTrue();
        }
    }

    private void reach(Pod pod, Serving serving) {
        // The VMM connects again within a second, and a frame before that may be lost: once one came back, none may be.
        assertThat(Shell.runIn(pod.path(), "ping -n -c 1 -w 30 10.77.9.2")).contains("bytes from");
        assertThat(Shell.runIn(pod.path(), "ping -n -c 3 -i 0.2 -W 10 10.77.9.2"))
                .contains(" 0% packet loss");
        assertThat(DigestService.ask(pod.path(), "10.77.9.2", 1 << 20)).isNotEmpty();
        assertThat(serving.backend().toGuest().bytes()).isGreaterThan(1 << 20);
        assertThat(serving.backend().toGuest().packets())
                .as("the tap hands over segments that are larger than the wire takes")
                .isLessThan((1 << 20) / 1448);
    }

    private void plug(GuestVm vm) {
        Deadline deadline = Deadline.after(LIMIT);
        try (QmpClient monitor = QmpClient.connect(vm.qmp(), deadline)) {
            monitor.execute(
                    "chardev-add",
                    Map.of(
                            "id",
                            "vu",
                            "backend",
                            Map.of(
                                    "type",
                                    "socket",
                                    "data",
                                    Map.of(
                                            "addr",
                                            Map.of("type", "unix", "data", Map.of("path", socket().toString())),
                                            "server",
                                            false,
                                            "reconnect",
                                            1))),
                    deadline);
            monitor.execute("netdev_add", Map.of("type", "vhost-user", "id", "vn", "chardev", "vu"), deadline);
            monitor.execute(
                    "device_add",
                    Map.of(
                            "driver", "virtio-net-pci",
                            "id", "nic0",
                            "netdev", "vn",
                            "mac", "02:00:00:00:77:02",
                            "bus", "rp0",
                            "romfile", "",
                            "vectors", 0),
                    deadline);
        }
    }

    private Path socket() {
        return directory.resolve("vm.sock");
    }

    private Serving serve(Pod pod) {
        PacketPort port = TapPort.open("vu0", NetNamespace.open(pod.path()), 1);
        return new Serving(port, VhostUserBackend.start(BackendOptions.listenAt(socket()), port, events::add));
    }

    /** A back-end and its tap. */
    private record Serving(PacketPort port, VhostUserBackend backend) implements AutoCloseable {
        @Override
        public void close() {
            backend.close();
            port.close();
        }
    }
}
