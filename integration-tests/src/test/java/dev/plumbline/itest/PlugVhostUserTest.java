package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.RecoveryReport.Action;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.DigestService;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import dev.plumbline.tap.SkippedLink.Reason;
import dev.plumbline.vhostuser.BackendOptions;
import dev.plumbline.vhostuser.VhostUserBackend;
import dev.plumbline.vhostuser.port.PacketPort;
import dev.plumbline.vhostuser.port.PortPair;
import dev.plumbline.vhostuser.port.TapPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real guest's NICs, with DPDK or our own back-end as the switch behind their sockets. */
class PlugVhostUserTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static GuestVm vm;

    @TempDir
    private Path directory;

    private Pod pod;
    private Path state;
    private Plumbline plumbline;

    @BeforeAll
    static void boot() {
        vm = GuestVm.startShared(2, 2, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @BeforeEach
    void make() {
        pod = Pod.empty();
        state = directory.resolve("state");
        plumbline = Plumbline.at(state);
    }

    @AfterEach
    void remove() {
        try {
            plumbline.list().forEach(sandbox -> plumbline.detach(String.valueOf(sandbox.sandbox()), LIMIT));
            assertThat(vm.isAlive()).as(vm.log()).isTrue();
            assertThat(inTheVm()).isEmpty();
        } finally {
            pod.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theGuestReachesDpdkInEitherRole(boolean listen) {
        plumbline.attach(request());
        Path socket = directory.resolve("switch.sock");
        try (Testpmd dpdk = Testpmd.echo(directory, "sw", socket, listen);
                GuestShell guest = GuestShell.of(vm)) {
            SandboxReport report = plumbline.plug("vu", nic(socket, listen, "sw0", 1500, 1), LIMIT);
            assertThat(report.nics()).singleElement().satisfies(nic -> {
                assertThat(nic.id()).isEqualTo("sw0");
                assertThat(nic.model()).isEqualTo("vhost-user");
                assertThat(nic.socket()).isEqualTo(socket.toString());
                assertThat(nic.guest().pciPath()).isNotNull();
            });
            assertThat(guest.run("ping -c 3 -W 5 10.77.8.9")).contains(" 0% packet loss");
            assertThat(plumbline
                            .plug("vu", nic(socket, listen, "sw0", 1500, 1), LIMIT)
                            .nics())
                    .as("it is there already")
                    .isEqualTo(report.nics());
            assertThat(plumbline.verify("vu", LIMIT).differences()).isEmpty();

            dpdk.close();
            assertThat(plumbline.verify("vu", LIMIT).differences())
                    .extracting(Difference::code)
                    .containsExactly("BACK_END_AWAY");
            plumbline.attach(request()); // which has nothing to mend: the VM looks for the back-end by itself
            try (Testpmd again = Testpmd.echo(directory, "sw2", socket, listen)) {
                assertThat(again).isNotNull();
                assertThat(guest.run("ping -c 1 -W 30 10.77.8.9")).contains("bytes from");
                assertThat(plumbline.verify("vu", LIMIT).differences()).isEmpty();
                assertThat(plumbline.unplug("vu", "sw0", LIMIT).nics()).isEmpty();
                assertThat(inTheVm()).isEmpty();
                assertThat(guest.run("ip -o link")).doesNotContain("sw0");
            }
        }
        assertThat(plumbline.show("vu").skipped()).isEmpty();
        assertThat(socket).as("whoever made it").doesNotExist();
    }

    @Test
    void twoQueuesAndAnMtuReachTheGuestAndItsTrafficTheTap() {
        plumbline.attach(request());
        pod.ip("tuntap add dev vu0 mode tap multi_queue");
        pod.ip("addr add 10.77.8.1/24 dev vu0");
        pod.ip("link set vu0 mtu 1400 up");
        Path socket = directory.resolve("serve.sock");
        try (NetNamespace namespace = NetNamespace.open(pod.path());
                PacketPort port = TapPort.open("vu0", namespace, 2);
                VhostUserBackend backend = VhostUserBackend.start(BackendOptions.listenAt(socket), port, event -> {});
                GuestShell guest = GuestShell.of(vm)) {
            NicReport nic = plumbline
                    .plug("vu", nic(socket, false, "net1", 1400, 2), LIMIT)
                    .nics()
                    .get(0);
            assertThat(nic.mac()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
            assertThat(guest.run("ip link show dev net1")).contains("mtu 1400", nic.mac());
            assertThat(guest.run("ls /sys/class/net/net1/queues")).contains("rx-1", "tx-1");
            // A frame may be lost while the guest sets its NIC up; once one came back, none may be.
            assertThat(Shell.runIn(pod.path(), "ping -n -c 1 -w 30 10.77.8.2")).contains("bytes from");
            assertThat(Shell.runIn(pod.path(), "ping -n -c 3 -i 0.2 -W 10 10.77.8.2"))
                    .contains(" 0% packet loss");
            assertThat(DigestService.ask(pod.path(), "10.77.8.2", 300_000)).hasSize(64);
            assertThat(backend.toGuest().bytes()).isGreaterThan(300_000);
        }
    }

    @Test
    void aPodsPlaceholderBecomesItsSocketsNic() throws IOException {
        // The convention is about all of the host, so the address is nobody else's.
        long pid = ProcessHandle.current().pid();
        String ip = "10." + (pid >> 8 & 0xff) + "." + (pid & 0xff) + ".2";
        Path place = Path.of("/tmp/vhostuser_" + ip);
        pod.ip("link add net1 type veth peer name other");
        pod.ip("addr add " + ip + "/24 dev net1");
        pod.ip("link set net1 up");
        List<PacketPort> pair = PortPair.of(1);
        try (PacketPort port = pair.get(0);
                PacketPort unused = pair.get(1)) {
            Files.createDirectory(place);
            try (VhostUserBackend backend =
                    VhostUserBackend.start(BackendOptions.listenAt(place.resolve("vhu.sock")), port, event -> {})) {
                assertThat(backend).isNotNull();
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
                assertThat(plumbline.attach(request()).skipped())
                        .as("anybody could have put it there")
                        .filteredOn(skip -> skip.link().equals("net1"))
                        .singleElement()
                        .satisfies(skip -> {
                            assertThat(skip.reason()).isEqualTo(Reason.VHOST_USER);
                            assertThat(skip.detail()).contains("memory");
                        });
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
                NicReport nic = plumbline.attach(request()).nics().get(0);
                assertThat(nic.model()).isEqualTo("vhost-user");
                assertThat(nic.addresses()).containsExactly(ip + "/24");
                try (GuestShell guest = GuestShell.of(vm)) {
                    assertThat(guest.run("ip -o addr show dev net1")).contains(ip + "/24");
                    assertThat(guest.run("ip link show dev net1")).contains(nic.mac());
                }
                assertThat(plumbline.verify("vu", LIMIT).differences()).isEmpty();
            }
        } finally {
            Files.deleteIfExists(place.resolve("vhu.sock"));
            Files.deleteIfExists(place);
        }
    }

    @Test
    void aDirectAttachFilesSocketIsJoinedAsItIsFound() throws IOException {
        Path socket = directory.resolve("dan.sock");
        Path file = Files.writeString(directory.resolve("dan.json"), """
                        {"devices":[{"name":"net2","guest_mac":"02:00:00:00:00:07",
                          "device":{"type":"vhost-user","path":"%s"},
                          "network_info":{"interface":{"ip_addresses":["10.77.8.2/24"]}}}]}
                        """.formatted(socket));
        AttachRequest dan =
                AttachRequest.ofDan("vu", file).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga()));
        try (Testpmd dpdk = Testpmd.echo(directory, "sw", socket, true);
                GuestShell guest = GuestShell.of(vm)) {
            assertThat(plumbline.attach(dan).nics()).extracting(NicReport::mac).containsExactly("02:00:00:00:00:07");
            assertThat(guest.run("ping -c 3 -W 5 10.77.8.9")).contains(" 0% packet loss");
            dpdk.close(); // a NIC is taken out also when its back-end has gone before
            plumbline.detach("vu", LIMIT);
            assertThat(inTheVm()).isEmpty();
        }
    }

    @Test
    void aPlugMayFailOrBeKilledAtEachStep() throws Exception {
        plumbline.attach(request());
        Pluggable.VhostUser late = KilledOperation.lateSocket(state);
        List<PacketPort> pair = PortPair.of(1);
        try (PacketPort port = pair.get(0);
                PacketPort unused = pair.get(1);
                VhostUserBackend backend =
                        VhostUserBackend.start(BackendOptions.listenAt(late.socket()), port, event -> {})) {
            assertThat(backend).isNotNull();
            int steps = plumbline.plug("vu", late, LIMIT).steps().size();
            plumbline.unplug("vu", KilledOperation.LATE, LIMIT);
            assertThat(steps).isGreaterThanOrEqualTo(2);
            for (int i = 0; i < steps; i++) {
                Plumbline sabotaged = plumbline.observedBy(new Saboteur(i));
                PlumblineException thrown =
                        catchThrowableOfType(PlumblineException.class, () -> sabotaged.plug("vu", late, LIMIT));
                assertThat(thrown.problem().kind()).isEqualTo(Kind.UNDONE);
                assertThat(inTheVm()).as("failed after step %d", i).isEmpty();

                StepWalk.killedAt(state, request(), "plug-socket", i);
                assertThat(plumbline.show("vu").state()).hasToString("partial");
                assertThat(plumbline.recover("vu", LIMIT).action()).isEqualTo(Action.UNDONE);
                assertThat(inTheVm()).as("killed after step %d", i).isEmpty();
                assertThat(plumbline.show("vu").nics()).isEmpty();
                assertThat(plumbline.verify("vu", LIMIT).differences()).isEmpty();
            }
        }
    }

    /** Makes the n-th step fail once it is done. */
    private static final class Saboteur implements StepObserver {
        private int left;

        Saboteur(int number) {
            left = number;
        }

        @Override
        public void applied(Step step, StepOutcome outcome) {
            if (left-- == 0) {
                throw new IllegalStateException("made to fail after " + step.name());
            }
        }
    }

    private AttachRequest request() {
        return AttachRequest.of("vu", pod.name()).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga()));
    }

    private static Pluggable nic(Path socket, boolean listen, String name, int mtu, int queues) {
        return new Pluggable.VhostUser(socket, listen, name, null, List.of("10.77.8.2/24"), mtu, queues);
    }

    /** What the VM has of ours: connections, back-ends, devices. */
    private static List<String> inTheVm() {
        Deadline deadline = Deadline.after(LIMIT);
        try (QmpClient monitor = QmpClient.connect(vm.qmp(), deadline)) {
            String chardevs =
                    monitor.execute("query-chardev", Map.of(), deadline).toString();
            String network = monitor.execute("human-monitor-command", Map.of("command-line", "info network"), deadline)
                    .asText();
            String devices = monitor.execute("qom-list", Map.of("path", "/machine/peripheral"), deadline)
                    .toString();
            return List.of(chardevs, network, devices).stream()
                    .filter(found -> found.contains("nic-"))
                    .toList();
        }
    }
}
