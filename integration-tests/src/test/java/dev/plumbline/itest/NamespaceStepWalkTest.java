package dev.plumbline.itest;

import dev.plumbline.runtime.AttachRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The walk over the steps in the pod's namespace. */
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
        return AttachRequest.of("walk", pod.name());
    }

    @Override
    List<String> inTheVm() {
        return List.of();
    }
}
