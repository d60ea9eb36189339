package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.RecoveryReport.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plug and an unplug that are killed after each of their steps: recovery takes the one back and finishes the other. */
class PlugWalkTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    private Pod pod;
    private AttachRequest request;
    private Plumbline plumbline;

    @BeforeEach
    void attachOneLink() {
        pod = Pod.withVeth();
        request = AttachRequest.of("walk", pod.name());
        plumbline = Plumbline.at(state);
        plumbline.attach(request);
        pod.veth(KilledOperation.LATE, 2);
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    @Test
    void aPlugMayBeKilledAfterEachStep() throws Exception {
        int steps =
                plumbline.plugLink("walk", KilledOperation.LATE, LIMIT).steps().size();
        plumbline.unplug("walk", KilledOperation.LATE, LIMIT);
        Map<String, JsonNode> before = pod.dump();
        assertThat(steps).isGreaterThan(5);
        for (int i = 0; i < steps; i++) {
            StepWalk.killedAt(state, request, "plug", i);
            assertThat(plumbline.show("walk").state()).hasToString("partial");
            assertThat(plumbline.recover("walk", LIMIT).action()).isEqualTo(Action.UNDONE);
            assertThat(pod.dump()).as("killed after step " + i + " of plug").isEqualTo(before);
            assertThat(plumbline.show("walk").nics()).extracting(NicReport::id).containsExactly("eth0");
            assertThat(plumbline.verify("walk", LIMIT).differences()).isEmpty();
        }
    }

    @Test
    void anUnplugMayBeKilledAfterEachStep() throws Exception {
        int steps =
                plumbline.plugLink("walk", KilledOperation.LATE, LIMIT).steps().size();
        plumbline.unplug("walk", KilledOperation.LATE, LIMIT);
        Map<String, JsonNode> before = pod.dump();
        for (int i = 0; i < steps; i++) {
            plumbline.plugLink("walk", KilledOperation.LATE, LIMIT);
            StepWalk.killedAt(state, request, "unplug", i);
            assertThat(plumbline.recover("walk", LIMIT).action()).isEqualTo(Action.FINISHED);
            assertThat(pod.dump()).as("killed after step " + i + " of unplug").isEqualTo(before);
            assertThat(plumbline.verify("walk", LIMIT).differences()).isEmpty();
        }
    }

    @Test
    void aSandboxWhosePlugWasKilledCanBeAttachedAgainOrDetached() throws Exception {
        StepWalk.killedAt(state, request, "plug", 2);
        assertThat(plumbline.attach(request).nics()).hasSize(2);
        assertThat(plumbline.verify("walk", LIMIT).differences()).isEmpty();
        plumbline.unplug("walk", KilledOperation.LATE, LIMIT);
        StepWalk.killedAt(state, request, "plug", 4);
        plumbline.detach("walk", LIMIT);
        assertThat(plumbline.list()).isEmpty();
        assertThat(pod.ip("-br link")).doesNotContain("plumb");
    }
}
