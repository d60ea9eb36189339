package dev.plumbline.itest;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.agent.AgentAddress.KataUnix;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.kata.KataAgent;
import dev.plumbline.runtime.agent.qga.QemuGuestAgent;
import dev.plumbline.runtime.demo.GuestVm;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** One contract and one guest, in which two agents run. */
class GuestAgentsTest {
    private static GuestVm vm;

    @BeforeAll
    static void boot() {
        vm = GuestVm.start(GuestVm.Machine.Q35, 2, 1, "tcg");
        vm.awaitAgent(Duration.ofSeconds(90));
    }

    @AfterAll
    static void halt() {
        vm.close();
    }

    @Nested
    class OfQemu extends GuestAgentContract {
        @Override
        GuestVm vm() {
            return vm;
        }

        @Override
        GuestAgent connect(Deadline deadline) {
            return QemuGuestAgent.connect(vm.qga(), deadline);
        }
    }

    @Nested
    class OfKata extends GuestAgentContract {
        @Override
        GuestVm vm() {
            return vm;
        }

        @Override
        GuestAgent connect(Deadline deadline) {
            return KataAgent.connect(new KataUnix(vm.kata()), deadline);
        }
    }
}
