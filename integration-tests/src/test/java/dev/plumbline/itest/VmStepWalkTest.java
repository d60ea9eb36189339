package dev.plumbline.itest;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.runtime.vmm.VmSnapshot;
import dev.plumbline.runtime.vmm.qemu.QemuMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The walk over all steps, with a VM and its agent. */
class VmStepWalkTest extends StepWalk {
    private static GuestVm vm;

    private Pod pod;

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 2, 1, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
        pod.ip("rule add from 10.1.0.0/16 table 100 priority 100");
        pod.ip("route add blackhole 10.66.0.0/16");
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    @Override
    Pod pod() {
        return pod;
    }

    @Override
    AttachRequest request() {
        return AttachRequest.of("walk", pod.name()).withQmp(vm.qmp()).withGuestAgent(new AgentAddress.Qga(vm.qga()));
    }

    @Override
    List<String> inTheVm() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));
        try (QemuMachine machine = QemuMachine.connect(vm.qmp(), deadline)) {
            VmSnapshot found = machine.observe(deadline);
            List<String> ours = new ArrayList<>(found.netdevs());
            found.devices().stream().filter(device -> device.startsWith("nic-")).forEach(ours::add);
            return ours;
        }
    }
}
