package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.CniPod;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.runtime.vmm.qemu.QemuMachine;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.SkippedLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that a pod's network can hold, carried into a real guest and looked at there. */
class VmNetworkTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static GuestVm vm;

    @TempDir
    private Path state;

    private Pod pod;

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 4, 1, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
    }

    @AfterEach
    void remove() {
        try {
            Plumbline.at(state).list().forEach(sandbox -> Plumbline.at(state).detach(sandbox.sandbox(), LIMIT));
        } finally {
            pod.close();
        }
    }

    private AttachRequest request() {
        return AttachRequest.of("net", pod.name()).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga()));
    }

    private SandboxReport attach() {
        return Plumbline.at(state).attach(request());
    }

    @Test
    void aMacvtapAnswersInIpv4AndIpv6() {
        Map<String, ?> before = pod.dump();
        Plumbline.at(state).attach(request().withPolicy(new SandboxPolicy(Model.MACVTAP, 1, Vhost.AUTO, false, false)));
        for (String address : new String[] {"10.77.1.2", "fd77:1::2"}) {
            assertThat(Shell.runIn(pod.nodePath(), "ping -n -c 2 -i 0.2 -W 10 " + address))
                    .contains(" 0% packet loss");
        }
        Plumbline.at(state).detach("net", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void nothingOfRoutesRulesAndNeighboursIsLost() {
        pod.veth("eth1", 2);
        pod.manyRoutes();
        SandboxReport report = attach();
        assertThat(report.notRepresentable()).isEmpty();
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip route show"))
                    .contains(
                            "10.9.0.0/16 via 10.77.1.1 dev eth0 src 10.77.1.3 metric 100 mtu 1400 advmss 1300 initcwnd 20")
                    .contains("192.0.2.0/24 via 169.254.1.1 dev eth0 onlink")
                    .contains("10.7.0.0/16 tos 0x10")
                    .contains("nexthop via 10.77.1.1 dev eth0 weight 2")
                    .contains("nexthop via 10.77.2.1 dev eth1 weight 1")
                    .contains("unreachable 10.66.0.0/16 metric 7");
            assertThat(guest.run("ip route show table 100"))
                    .contains("10.8.0.0/16 via 10.77.1.1 dev eth0 proto static mtu lock 1300 congctl reno");
            assertThat(guest.run("ip -6 route show"))
                    .contains("fd98::/64 via fd77:1::1 dev eth0 metric 50 hoplimit 9 pref high")
                    .contains("blackhole fd66::/64")
                    .contains("nexthop via fd77:1::1 dev eth0 weight 1")
                    .contains("nexthop via fd77:2::1 dev eth1 weight 1");
            assertThat(guest.run("ip rule show"))
                    .contains("90:	not from 10.1.0.0/16 lookup 100")
                    .containsPattern("91:	from all fwmark 0x10/0xff ipproto (tcp|ipproto-6) dport 80-90 lookup 100")
                    .contains("93:	from all lookup main suppress_prefixlength 0");
            assertThat(guest.run("ip -6 rule show")).contains("92:	from fd01::/64 prohibit");
            assertThat(guest.run("ip addr show dev eth0"))
                    .contains("inet 10.77.1.3/24 scope global secondary eth0:1")
                    .contains("inet 192.168.9.1 peer 192.168.9.2/32 scope global noprefixroute eth0");
            assertThat(guest.run("ip neigh show nud permanent")).contains("10.77.1.9", "fd77:1::9");
            assertThat(guest.run("ip neigh show proxy")).contains("10.77.1.99");
            assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();

            guest.run("ip route del 10.8.0.0/16 table 100; ip -6 route del blackhole fd66::/64");
            assertThat(Plumbline.at(state).verify("net", LIMIT).differences())
                    .extracting(found -> found.code() + " " + found.expected())
                    .containsExactlyInAnyOrder(
                            "GUEST_ROUTE_MISSING 10.8.0.0/16 via 10.77.1.1 dev eth0 table 100",
                            "GUEST_ROUTE_MISSING blackhole fd66::/64 metric 1024");
            attach();
            assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();

            Plumbline.at(state).detach("net", LIMIT);
            assertThat(guest.run("ip rule show")).doesNotContain("lookup 100").doesNotContain("suppress");
            assertThat(guest.run("ip route show; ip -6 route show"))
                    .doesNotContain("10.66.0.0")
                    .doesNotContain("fd66");
        }
    }

    @Test
    void namesRotateAndFifteenCharactersFit() {
        // The guest will call its NICs eth0, eth1, eth2 in the order in which they come.
        pod.ip("link set eth0 down");
        pod.ip("link set eth0 name eth2");
        pod.ip("link set eth2 up");
        pod.veth("eth0", 2);
        pod.veth("eth1", 3);
        pod.veth("fifteen-letters", 4);
        attach();
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip -br -4 addr"))
                    .containsPattern("eth2 +\\w+ +10.77.1.2/24")
                    .containsPattern("eth0 +\\w+ +10.77.2.2/24")
                    .containsPattern("eth1 +\\w+ +10.77.3.2/24")
                    .containsPattern("fifteen-letters +\\w+ +10.77.4.2/24");
        }
    }

    @Test
    void siblingsWithOneMacStayApart() {
        pod.veth("eth1", 2);
        String mac = "02:00:00:00:77:77";
        pod.ip("link set eth0 address " + mac);
        pod.ip("link set eth1 address " + mac);
        SandboxReport report = attach();
        assertThat(report.nics()).extracting(NicReport::mac).containsExactly(mac, mac);
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip -br -4 addr"))
                    .containsPattern("eth0 +\\w+ +10.77.1.2/24")
                    .containsPattern("eth1 +\\w+ +10.77.2.2/24");
            String devices = guest.run("ls -l /sys/class/net");
            assertThat(devices).containsPattern("eth0 -> .*00:10.0/.*").containsPattern("eth1 -> .*00:10.1/.*");
        }
        assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();
    }

    @Test
    void oneLinkIsPluggedAndUnpluggedWhileTheOthersStay() {
        attach();
        pod.veth("eth1", 2);
        pod.ip("route add 10.99.0.0/16 via 10.77.2.1");
        pod.ip("link add silent type bridge");
        SandboxReport plugged = Plumbline.at(state).plugLink("net", "eth1", LIMIT);
        assertThat(plugged.nics()).extracting(NicReport::id).containsExactly("eth0", "eth1");
        assertThat(plugged.nics().get(1).guest().pciPath()).isEqualTo("10.1/00");
        assertThat(plugged.steps()).extracting(StepOutcome::outcome).containsOnly(Outcome.APPLIED);
        assertThat(Plumbline.at(state).plugLink("net", "eth1", LIMIT).nics()).hasSize(2);
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip route show")).contains("10.99.0.0/16 via 10.77.2.1 dev eth1");
            assertThat(Shell.runIn(pod.nodePath(), "ping -n -c 1 -W 10 10.77.2.2"))
                    .contains(" 0% packet loss");
            assertThat(problem(() -> Plumbline.at(state).plugLink("net", "silent", LIMIT))
                            .code())
                    .isEqualTo("UNSUPPORTED_KIND");
            assertThat(problem(() -> Plumbline.at(state).plugLink("net", "nobody", LIMIT))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
            assertThat(problem(() -> Plumbline.at(state).unplug("net", "nobody", LIMIT))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);

            SandboxReport unplugged = Plumbline.at(state).unplug("net", "eth1", LIMIT);
            assertThat(unplugged.nics()).extracting(NicReport::id).containsExactly("eth0");
            assertThat(unplugged.skipped())
                    .filteredOn(skip -> skip.link().equals("eth1"))
                    .extracting(SkippedLink::reason)
                    .containsExactly(SkippedLink.Reason.UNPLUGGED);
            assertThat(guest.run("ip -br link")).contains("eth0").doesNotContain("eth1");
            assertThat(pod.ip("-br link")).contains("tap0_plumb").doesNotContain("tap1_plumb");
            assertThat(attach().nics()).as("attached again").hasSize(1);
            assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();
            Plumbline.at(state).plugLink("net", "eth1", LIMIT);
            assertThat(guest.run("ip -br -4 addr")).containsPattern("eth1 +\\w+ +10.77.2.2/24");
        }
    }

    @Test
    void aFailedPlugLeavesTheOthersAlone() {
        attach();
        pod.veth("eth1", 2);
        Plumbline broken = Plumbline.at(state).observedBy(new dev.plumbline.host.change.StepObserver() {
            @Override
            public void applied(dev.plumbline.host.change.Step step, StepOutcome outcome) {
                if (step.name().equals("ConfigureNic")) {
                    throw new IllegalStateException("made to fail");
                }
            }
        });
        assertThat(problem(() -> broken.plugLink("net", "eth1", LIMIT)).kind()).isEqualTo(Kind.UNDONE);
        assertThat(Plumbline.at(state).show("net").nics()).hasSize(1);
        assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();
        assertThat(Shell.runIn(pod.nodePath(), "ping -n -c 1 -W 10 10.77.1.2")).contains(" 0% packet loss");
        assertThat(pod.ip("-br link")).doesNotContain("tap1_plumb");
    }

    @Test
    void whatThePodLosesTheGuestLoses() {
        pod.ip("addr add 10.77.1.8/24 dev eth0");
        pod.ip("route add 10.55.0.0/16 via 10.77.1.1");
        pod.ip("rule add from 10.1.0.0/16 table 100 priority 90");
        pod.veth("eth1", 2);
        attach();
        pod.ip("addr del 10.77.1.8/24 dev eth0");
        pod.ip("addr add 10.77.1.7/24 dev eth0");
        pod.ip("route del 10.55.0.0/16");
        pod.ip("route add 10.56.0.0/16 via 10.77.1.1");
        pod.ip("rule del priority 90");
        pod.ip("link del eth1");
        SandboxReport report = attach();
        assertThat(report.nics()).hasSize(1);
        assertThat(report.nics().get(0).addresses()).contains("10.77.1.7/24").doesNotContain("10.77.1.8/24");
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip -br addr")).contains("10.77.1.7/24").doesNotContain("10.77.1.8", "eth1");
            assertThat(guest.run("ip route show")).contains("10.56.0.0/16").doesNotContain("10.55.0.0");
            assertThat(guest.run("ip rule show")).doesNotContain("lookup 100");
        }
        assertThat(attach().steps()).extracting(StepOutcome::outcome).containsOnly(Outcome.ALREADY);
        assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();
    }

    @Test
    void aTapThatIsMadeAgainGetsItsNicAgain() {
        pod.ip("route add 10.55.0.0/16 via 10.77.1.1");
        attach();
        pod.ip("link del tap0_plumb");
        attach();
        assertThat(Plumbline.at(state).verify("net", LIMIT).differences()).isEmpty();
        assertThat(Shell.runIn(pod.nodePath(), "ping -n -c 1 -W 10 10.77.1.2")).contains(" 0% packet loss");
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip route show")).contains("10.55.0.0/16 via 10.77.1.1 dev eth0");
        }
    }

    @Test
    void aDirectAttachFileThatNamesNoTapIsNotFound(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("net.json"), """
                {"netns":"%s","devices":[{"name":"data0","device":{"type":"host-tap","tap_name":"nobody0"},
                  "network_info":{"interface":{"ip_addresses":[]}}}]}
                """.formatted(pod.path()));
        Problem problem = problem(() ->
                Plumbline.at(state).attach(AttachRequest.ofDan("net", file).withQmp(vm.qmp())));
        assertThat(problem.code()).isEqualTo("TAP_NOT_FOUND");
        assertThat(pod.ip("-br link")).doesNotContain("nobody0");
    }

    @Test
    void aNicThatGotAnotherPeerIsFound() {
        attach();
        Deadline deadline = Deadline.after(LIMIT);
        try (QemuMachine machine = QemuMachine.connect(vm.qmp(), deadline)) {
            machine.unplugNic("nic-eth0", deadline);
        }
        try (QmpClient monitor = QmpClient.connect(vm.qmp(), deadline)) {
            monitor.execute("netdev_add", Map.of("type", "hubport", "id", "other", "hubid", 0), deadline);
            monitor.execute(
                    "device_add",
                    Map.of(
                            "driver", "virtio-net-pci",
                            "id", "nic-eth0",
                            "netdev", "other",
                            "mac", Plumbline.at(state).show("net").nics().get(0).mac(),
                            "bus", "rp0",
                            "romfile", ""),
                    deadline);
        }
        assertThat(Plumbline.at(state).verify("net", LIMIT).differences())
                .extracting(Difference::code)
                .contains("GUEST_NIC_PEER_DIFFERS");
        Plumbline.at(state).detach("net", LIMIT);
        try (QmpClient monitor = QmpClient.connect(vm.qmp(), deadline)) {
            monitor.execute("netdev_del", Map.of("id", "other"), deadline);
        }
    }

    @Test
    void aDirectAttachFileNamesTheNics(@TempDir Path directory) throws IOException {
        pod.ip("addr flush dev eth0");
        pod.ip("tuntap add dev dan0 mode tap vnet_hdr");
        CniPod.sysctl(pod.path(), "net/ipv6/conf/dan0/disable_ipv6", 1);
        pod.ip("link set dan0 up");
        Map<String, ?> before = pod.dump();
        Path file = Files.writeString(directory.resolve("net.json"), """
                {"netns":"%s","devices":[{"name":"data0","guest_mac":"02:00:00:00:77:10",
                  "device":{"type":"host-tap","tap_name":"dan0","queue_num":1,"queue_size":256},
                  "network_info":{"interface":{"ip_addresses":["10.78.0.2/24"],"mtu":1400},
                    "routes":[{"dest":"","gateway":"10.78.0.1"}],
                    "neighbors":[{"ip_address":"10.78.0.1","hardware_addr":"02:00:00:00:77:11","state":128}]}}]}
                """.formatted(pod.path()));
        AttachRequest request =
                AttachRequest.ofDan("net", file).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga()));
        NicReport nic = Plumbline.at(state).attach(request).nics().get(0);
        assertThat(nic.model()).isEqualTo("tap");
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip addr show dev data0")).contains("02:00:00:00:77:10", "10.78.0.2/24", "mtu 1400");
            assertThat(guest.run("ip route show")).contains("default via 10.78.0.1 dev data0");
            assertThat(guest.run("ip neigh show dev data0")).contains("02:00:00:00:77:11 PERMANENT");
        }
        assertThat(Plumbline.at(state).attach(request).nics()).hasSize(1);
        Plumbline.at(state).detach("net", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    private static Problem problem(Runnable work) {
        return catchThrowableOfType(PlumblineException.class, work::run).problem();
    }
}
