package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Deadline;
import dev.plumbline.itest.GuestShell;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.demo.Shell;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest with Linux inside the lab: it drives what it is given and lets go of it. Takes minutes to boot there. */
@Tag("lab-long")
class LinuxGuestLabTest extends LabBed {
    private static final Duration BOOT = Duration.ofMinutes(6);
    /** Two machines are emulated, one within the other. */
    private static final Duration SLOW = Duration.ofMinutes(2);

    private static final String POD = "linux-guest-lab";

    private static GuestVm guest;
    private static GuestShell shell;

    @BeforeAll
    @Timeout(400)
    static void boot() {
        guest = GuestVm.start(GuestVm.Machine.Q35, 3, 1, "tcg");
        guest.awaitAgent(BOOT);
        shell = GuestShell.of(guest);
        shell.run("modprobe e1000e");
    }

    @AfterAll
    static void end() {
        if (shell != null) {
            shell.close();
        }
        guest.close();
    }

    @Test
    @Timeout(300)
    void aFunctionIsPluggedAndUnplugged() {
        Shell.run("ip netns add " + POD);
        try {
            Plumbline plumbline = Plumbline.at(state());
            plumbline.attach(AttachRequest.of("pod", POD).withQmp(guest.qmp()).withTimeout(SLOW));
            plumbline.plug("pod", new Pluggable.Pci(LabFunction.EDU.bdf()), SLOW);
            Deadline seeing = Deadline.after(SLOW);
            while (!shell.run("cat /sys/bus/pci/devices/*/device").contains("0x11e8")) {
                seeing.check("guest", "seeing the function");
            }
            plumbline.unplug("pod", LabFunction.EDU.address(), SLOW);
            assertThat(shell.run("cat /sys/bus/pci/devices/*/device")).doesNotContain("0x11e8");
            plumbline.detach("pod", SLOW);
            assertAsBefore();
        } finally {
            Shell.run("ip netns del " + POD);
        }
    }

    @Test
    @Timeout(300)
    void aPassedThroughNicIsInTheGuestWhatItWasInThePod() {
        String link = LabFunction.NIC.netdevs().get(0);
        Shell.run("ip netns add " + POD);
        try {
            Shell.run("ip link set " + link + " netns " + POD + " name eth7");
            Shell.run("ip -n " + POD + " link set eth7 mtu 1400 address 02:00:00:00:07:07");
            Shell.run("ip -n " + POD + " link set eth7 up");
            Shell.run("ip -n " + POD + " addr add 10.9.8.2/24 dev eth7");
            Shell.run("ip -n " + POD + " route add 10.77.0.0/16 via 10.9.8.1 metric 7");
            String before = Shell.run("ip -n " + POD + " route");

            Plumbline plumbline = Plumbline.at(state());
            SandboxReport attached = plumbline.attach(AttachRequest.of("pod", POD)
                    .withQmp(guest.qmp())
                    .withGuestAgent(new AgentAddress.Qga(guest.qga()))
                    .withTimeout(SLOW));
            assertThat(attached.nics())
                    .singleElement()
                    .satisfies(nic -> assertThat(nic.model()).isEqualTo("vfio"));
            assertThat(shell.run("readlink /sys/class/net/eth7/device/driver")).contains("e1000e");
            assertThat(shell.run("ip addr show dev eth7"))
                    .contains("mtu 1400", "link/ether 02:00:00:00:07:07", "inet 10.9.8.2/24", "UP");
            assertThat(shell.run("ip route")).contains("10.77.0.0/16 via 10.9.8.1 dev eth7", "metric 7");

            plumbline.detach("pod", SLOW);
            assertThat(shell.run("ls /sys/class/net")).doesNotContain("eth7");
            assertThat(Shell.run("ip -n " + POD + " addr show dev eth7"))
                    .contains("mtu 1400", "link/ether 02:00:00:00:07:07", "inet 10.9.8.2/24");
            assertThat(Shell.run("ip -n " + POD + " route")).isEqualTo(before);
            Shell.run("ip -n " + POD + " link set eth7 down");
            Shell.run("ip -n " + POD + " link set eth7 netns 1 name " + link);
        } finally {
            Shell.run("ip netns del " + POD);
        }
    }
}
