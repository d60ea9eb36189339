package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.Sandboxes;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running VM follows its pod's namespace. */
class VmWatchTest {
    private static GuestVm vm;

    @TempDir
    private Path state;

    private final BlockingQueue<SandboxEvent> events = new LinkedBlockingQueue<>();

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 4, 1, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @Test
    void theGuestGetsKeepsAndLosesWhatThePodDoes() throws Exception {
        Plumbline plumbline = Plumbline.at(state);
        try (Pod pod = Pod.empty();
                GuestShell guest = GuestShell.of(vm)) {
            pod.ip("link set lo up");
            plumbline.attach(AttachRequest.of("web", pod.name())
                    .withQmp(vm.qmp())
                    .withGuestAgent(new AgentAddress.Qga(vm.qga())));
            try (Sandboxes.Watch watch = plumbline.watch("web", events::add)) {
                expect("watching ");
                Shell.run("ip -n " + pod.name() + "-node link add n1 type veth peer name eth0 netns " + pod.name());
                pod.node("addr add 10.77.1.1/24 dev n1");
                pod.node("link set n1 up");
                pod.ip("link set eth0 up");
                expect("link-appeared eth0");
                Thread.sleep(300);
                pod.ip("addr add 10.77.1.2/24 dev eth0");
                expect("attached eth0");
                assertThat(guest.run("ip -br addr show dev eth0")).contains("10.77.1.2/24");
                Shell.run("nsenter --net=" + pod.nodePath() + " ping -c 1 -W 10 10.77.1.2");

                pod.ip("route add 10.99.0.0/16 via 10.77.1.1");
                expect("changed eth0");
                assertThat(guest.run("ip route show 10.99.0.0/16")).contains("via 10.77.1.1");
                pod.ip("route del 10.99.0.0/16");
                expect("changed eth0");
                assertThat(guest.run("ip route show 10.99.0.0/16")).isBlank();

                pod.ip("link set eth0 mtu 1400");
                expect("changed eth0");
                assertThat(guest.run("ip link show dev eth0")).contains("mtu 1400");
                Shell.run("nsenter --net=" + pod.nodePath() + " ping -c 1 -W 10 10.77.1.2");

                pod.ip("link set eth0 down");
                pod.ip("link set eth0 name net0");
                pod.ip("link set net0 up");
                expect("detached eth0");
                expect("link-appeared net0");
                expect("attached net0");
                assertThat(guest.run("ip -br addr show dev net0")).contains("10.77.1.2/24");

                pod.ip("link del net0");
                expect("detached net0");
                assertThat(guest.run("ip -br link")).doesNotContain("net0");
            } finally {
                plumbline.detach("web", Duration.ofSeconds(30));
            }
        }
    }

    private void expect(String what) throws InterruptedException {
        SandboxEvent event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event == null ? "nothing" : event.event() + " " + event.nic())
                .as("%s", event)
                .isEqualTo(what);
    }
}
