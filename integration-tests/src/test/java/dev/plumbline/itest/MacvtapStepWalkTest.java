package dev.plumbline.itest;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.tap.NicPolicy.Model;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The walk over the steps that join a link by a macvtap: its addresses, routes and MAC come back each time. */
class MacvtapStepWalkTest extends StepWalk {
    private Pod pod;

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
        pod.veth("eth1", 2);
        pod.manyRoutes();
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
        return AttachRequest.of("walk", pod.name())
                .withPolicy(new SandboxPolicy(Model.MACVTAP, 1, Vhost.AUTO, false, false).withRates(0, 50_000_000));
    }

    @Override
    List<String> inTheVm() {
        return List.of();
    }
}
