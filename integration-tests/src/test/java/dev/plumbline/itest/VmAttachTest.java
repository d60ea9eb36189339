package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.CniPod;
import dev.plumbline.runtime.demo.DigestService;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a real guest: what it answers, what it was told, and what happens when the other side misbehaves. */
class VmAttachTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static GuestVm vm;

    @TempDir
    private Path state;

    private Pod pod;

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 3, 2, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @AfterEach
    void remove() {
        try {
            Plumbline.at(state).list().forEach(sandbox -> Plumbline.at(state).detach(sandbox.sandbox(), LIMIT));
        } finally {
            if (pod != null) {
                pod.close();
            }
        }
    }

    @Test
    void theGuestAnswersInThePodsPlaceAndDetachLeavesNothing() {
        try (CniPod cni = CniPod.create("plumb-v" + ProcessHandle.current().pid())) {
            List<String> addresses = cni.add("eth0", 8);
            Map<String, JsonNode> before = CniPod.dump(cni.path());
            SandboxReport report = attach("cni", cni.path().toString());
            assertThat(report.nics().get(0).guest().pciPath()).isEqualTo("10/00");
            for (String address : addresses) {
                assertThat(Shell.runIn(cni.node(), "ping -n -c 2 -i 0.2 -W 10 " + address))
                        .contains(" 0% packet loss");
                assertThat(DigestService.ask(cni.node(), address, 300_000)).hasSize(64);
            }
            assertThat(Plumbline.at(state).verify("cni", LIMIT).differences()).isEmpty();
            Plumbline.at(state).detach("cni", LIMIT);
            assertThat(CniPod.dump(cni.path())).isEqualTo(before);
        }
    }

    @Test
    void twoNicsAreInTheGuestAsInThePod() {
        pod = Pod.withVeth();
        pod.veth("backend", 2);
        pod.ip("link set backend mtu 1400");
        pod.ip("route add 10.9.0.0/16 via 10.77.2.1 metric 50");
        pod.ip("route add 10.8.0.0/16 via 10.77.2.1 table 100");
        pod.ip("rule add from 10.77.2.2 table 100 priority 90");
        pod.ip("neigh add 10.77.1.9 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent");
        SandboxReport report = attach("two", pod.name());
        assertThat(report.nics()).extracting(nic -> nic.guest().pciPath()).containsExactly("10/00", "10.1/00");

        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ip -o addr show dev backend")).contains("10.77.2.2/24", "fd77:2::2/64");
            assertThat(guest.run("ip link show dev backend")).contains("mtu 1400");
            assertThat(guest.run("ip link show dev eth0"))
                    .contains(report.nics().get(0).mac());
            assertThat(guest.run("ip route show")).contains("10.9.0.0/16 via 10.77.2.1 dev backend metric 50");
            assertThat(guest.run("ip route show table 100")).contains("10.8.0.0/16 via 10.77.2.1 dev backend");
            assertThat(guest.run("ip rule show")).contains("from 10.77.2.2 lookup 100");
            assertThat(guest.run("ip neigh show 10.77.1.9")).contains("ee:ee:ee:ee:ee:ee");
            assertThat(guest.run("ip -6 route show")).contains("default via fd77:1::1");

            Plumbline.at(state).detach("two", LIMIT);
            assertThat(guest.run("ip rule show")).doesNotContain("lookup 100");
            assertThat(guest.run("ip -o link")).doesNotContain("backend").doesNotContain("eth0");
        }
    }

    @Test
    void attachingTwiceChangesNothingAndANicThatIsGoneIsFoundAndMended() {
        pod = Pod.withVeth();
        attach("again", pod.name());
        assertThat(attach("again", pod.name()).steps())
                .filteredOn(step -> !step.step().equals("ConfigureRoutes"))
                .extracting(StepOutcome::outcome)
                .containsOnly(Outcome.ALREADY);

        var deadline = dev.plumbline.host.Deadline.after(LIMIT);
        try (var machine = dev.plumbline.runtime.vmm.qemu.QemuMachine.connect(vm.qmp(), deadline)) {
            machine.unplugNic("nic-eth0", deadline);
        }
        assertThat(Plumbline.at(state).verify("again", LIMIT).differences())
                .extracting(Difference::code)
                .contains("GUEST_NIC_MISSING");
        attach("again", pod.name());
        assertThat(Plumbline.at(state).verify("again", LIMIT).differences()).isEmpty();
    }

    @Test
    void aMachineWithoutRoomRefusesBeforeAnythingIsDone() {
        pod = Pod.withVeth();
        for (int i = 1; i <= 3; i++) {
            pod.veth("eth" + i, i + 1);
        }
        var before = pod.dump();
        Problem problem = problem(() -> attach("crowd", pod.name()));
        assertThat(problem.code()).isEqualTo("NO_FREE_PORT");
        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(Plumbline.at(state).list()).isEmpty();
    }

    @Test
    void anAgentThatNeverAnswersIsAnErrorInTimeAndAllIsUndone(@TempDir Path directory) throws IOException {
        pod = Pod.withVeth();
        var before = pod.dump();
        try (ServerSocketChannel silent = listen(directory.resolve("agent"))) {
            long started = System.nanoTime();
            Problem problem = problem(() -> Plumbline.at(state)
                    .attach(request("mute", pod.name())
                            .withGuestAgent(new AgentAddress.Qga(directory.resolve("agent")))
                            .withTimeout(Duration.ofSeconds(3))));
            assertThat(problem.kind()).isEqualTo(Kind.UNDONE);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
            assertThat(silent.isOpen()).isTrue();
        }
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(attach("after", pod.name()).nics().get(0).guest().pciPath()).isEqualTo("10/00");
    }

    @Test
    void aMonitorThatHangsOrIsNotThereIsAnErrorInTime(@TempDir Path directory) throws IOException {
        pod = Pod.withVeth();
        var before = pod.dump();
        assertThat(problem(() -> Plumbline.at(state)
                                .attach(AttachRequest.of("gone", pod.name()).withQmp(directory.resolve("nobody"))))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        try (ServerSocketChannel silent = listen(directory.resolve("qmp"))) {
            Problem problem = problem(() -> Plumbline.at(state)
                    .attach(AttachRequest.of("hang", pod.name())
                            .withQmp(directory.resolve("qmp"))
                            .withTimeout(Duration.ofSeconds(2))));
            assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
            assertThat(problem.fix()).contains("-qmp");
            assertThat(silent.isOpen()).isTrue();
        }
        assertThat(pod.dump()).isEqualTo(before);
        assertThat(Plumbline.at(state).list()).isEmpty();
    }

    @Test
    void aVmThatDiedIsNoObstacleToDetach() {
        pod = Pod.withVeth();
        var before = pod.dump();
        try (GuestVm mortal = GuestVm.start(GuestVm.Machine.Q35, 1, 1, "tcg")) {
            awaitMonitor(mortal);
            Plumbline.at(state).attach(AttachRequest.of("mortal", pod.name()).withQmp(mortal.qmp()));
        }
        assertThat(Plumbline.at(state).verify("mortal", LIMIT).differences())
                .extracting(Difference::code)
                .contains("GUEST_NIC_MISSING");
        Plumbline.at(state).detach("mortal", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    private static void awaitMonitor(GuestVm starting) {
        for (int i = 0; i < 100 && !java.nio.file.Files.exists(starting.qmp()); i++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void severalQueuesReachTheGuest() {
        pod = Pod.withVeth();
        var policy = new dev.plumbline.runtime.SandboxPolicy(
                dev.plumbline.tap.NicPolicy.Model.TC, 2, dev.plumbline.runtime.SandboxPolicy.Vhost.AUTO, false, false);
        NicReport nic = Plumbline.at(state)
                .attach(request("queues", pod.name()).withPolicy(policy))
                .nics()
                .get(0);
        assertThat(nic.queues()).isEqualTo(2);
        try (GuestShell guest = GuestShell.of(vm)) {
            assertThat(guest.run("ls /sys/class/net/eth0/queues")).contains("rx-0", "rx-1", "tx-0", "tx-1");
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private SandboxReport attach(String sandbox, String netns) {
        return Plumbline.at(state).attach(request(sandbox, netns));
    }

    private static AttachRequest request(String sandbox, String netns) {
        return AttachRequest.of(sandbox, netns).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga()));
    }

    private static Problem problem(Runnable work) {
        return catchThrowableOfType(PlumblineException.class, work::run).problem();
    }
}
