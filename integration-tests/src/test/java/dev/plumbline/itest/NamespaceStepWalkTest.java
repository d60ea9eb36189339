package dev.plumbline.itest;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.SandboxPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The walk over the steps in the pod's namespace, limits among them. */
class NamespaceStepWalkTest extends StepWalk {
    private Pod pod;

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
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
                .withPolicy(SandboxPolicy.defaults().withRates(100_000_000, 50_000_000));
    }

    @Override
    List<String> inTheVm() {
        return List.of();
    }
}
