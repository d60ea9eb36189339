package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.RecoveryReport;
import dev.plumbline.runtime.RecoveryReport.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two promises that every step must keep, tried after each step of a real plan: a failure leaves all as it was, and so
 * does {@code kill -9} with {@code recover} after it. A step that is added later is covered here without a new test.
 */
abstract class StepWalk {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    /** The pod to attach. */
    abstract Pod pod();

    /** What to attach it to. */
    abstract AttachRequest request();

    /** What the VM has of ours. */
    abstract List<String> inTheVm();

    @Test
    void eachStepMayFailBeforeItIsDone() {
        walk(number -> new StepObserver() {
            private int seen;

            @Override
            public void applying(Step applying) {
                if (seen++ == number) {
                    throw new IllegalStateException("made to fail before " + applying.name());
                }
            }
        });
    }

    @Test
    void eachStepMayFailAfterItIsDone() {
        walk(number -> new StepObserver() {
            private int seen;

            @Override
            public void applied(Step applied, StepOutcome outcome) {
                if (seen++ == number) {
                    throw new IllegalStateException("made to fail after " + applied.name());
                }
            }
        });
    }

    private void walk(Saboteur saboteur) {
        Map<String, JsonNode> before = pod().dump();
        int steps = steps();
        List<String> descriptors = Descriptors.settled();
        for (int i = 0; i < steps; i++) {
            Plumbline sabotaged = Plumbline.at(state).observedBy(saboteur.at(i));
            PlumblineException thrown =
                    catchThrowableOfType(PlumblineException.class, () -> sabotaged.attach(request()));
            assertThat(thrown).as("step %d", i).hasMessageContaining("made to fail");
            assertThat(thrown.problem().kind()).as("step %d", i).isEqualTo(Kind.UNDONE);
            assertAsBefore(before, "step " + i);
            assertThat(Descriptors.open()).as("descriptors after step %d", i).isEqualTo(descriptors);
        }
    }

    @Test
    void attachMayBeKilledAfterEachStep() throws Exception {
        Map<String, JsonNode> before = pod().dump();
        int steps = steps();
        for (int i = 0; i < steps; i++) {
            killedAt(state, request(), "attach", i);
            RecoveryReport recovered = Plumbline.at(state).recover(request().sandbox(), LIMIT);
            assertThat(recovered.action()).as("step %d", i).isEqualTo(Action.UNDONE);
            assertAsBefore(before, "killed after step " + i + " of attach");
        }
    }

    @Test
    void detachMayBeKilledAfterEachStep() throws Exception {
        Map<String, JsonNode> before = pod().dump();
        int steps = steps();
        for (int i = 0; i < steps; i++) {
            Plumbline.at(state).attach(request());
            killedAt(state, request(), "detach", i);
            RecoveryReport recovered = Plumbline.at(state).recover(request().sandbox(), LIMIT);
            assertThat(recovered.action()).as("step %d", i).isEqualTo(Action.DETACHED);
            assertAsBefore(before, "killed after step " + i + " of detach");
        }
    }

    /** How many steps there are; attaches once, which also warms up what stays open in this process. */
    private int steps() {
        Plumbline plumbline = Plumbline.at(state);
        List<StepOutcome> outcomes = new ArrayList<>(plumbline.attach(request()).steps());
        plumbline.detach(request().sandbox(), LIMIT);
        return outcomes.size();
    }

    private void assertAsBefore(Map<String, JsonNode> before, String when) {
        assertThat(pod().dump()).as(when).isEqualTo(before);
        assertThat(inTheVm()).as("in the VM, %s", when).isEmpty();
        assertThat(Plumbline.at(state).list()).as(when).isEmpty();
    }

    /** Runs an operation in a process of its own and kills that after the n-th step. */
    static void killedAt(Path state, AttachRequest request, String operation, int number)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledOperation.class.getName(),
                        operation,
                        Integer.toString(number),
                        state.toString(),
                        request.sandbox(),
                        request.netns(),
                        String.valueOf(request.qmp()),
                        String.valueOf(request.agent()),
                        KilledOperation.text(request.policy()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            StringBuilder printed = new StringBuilder();
            for (String line = out.readLine(); !KilledOperation.NOW.equals(line); line = out.readLine()) {
                assertThat(line)
                        .as("the process ended before it was killed: %s", printed)
                        .isNotNull();
                printed.append(line).append('\n');
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @FunctionalInterface
    private interface Saboteur {
        StepObserver at(int number);
    }
}
