package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.Transaction;
import dev.plumbline.vfio.BindPlanner;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.VfioSteps;
import dev.plumbline.vfio.VfioVariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A binding of two functions that ends in the middle strands neither: {@code restore --all} puts both back. They are a
 * display and its audio function.
 */
@Tag("lab")
class CrashLabTest extends LabBed {
    /** How far a step comes. */
    enum Point {
        OVERRIDE_SET,
        UNBOUND,
        DONE
    }

    @ParameterizedTest
    @CsvSource({"0,DONE", "1,OVERRIDE_SET", "1,UNBOUND"})
    void aBindingThatWasCutOffIsTakenBack(int step, Point point) {
        List<PlannedStep> steps = new BindPlanner(devices().snapshot(), VfioVariants.read(Sysroot.host()))
                .plan(LabFunction.DISPLAY.address(), List.of(LabFunction.DISPLAY.bdf()), BindPolicy.DEFAULT);
        assertThat(steps).hasSize(2);
        Plan plan = new Plan(JsonNodeFactory.instance.objectNode(), steps);
        try (Scope scope = new Scope(Deadline.after(LIMIT))) {
            scope.provide(Sysroot.class, Sysroot::host);
            Transaction transaction = new Transaction(
                    new StateDirectory(state(), new StepCatalog(VfioSteps.ALL))
                            .create(LabFunction.DISPLAY.address(), plan),
                    scope,
                    new Crash(steps.get(step).step(), point));
            assertThatExceptionOfType(Crashed.class).isThrownBy(transaction::apply);
        }
        devices().restoreAll(LIMIT);
        assertAsBefore();
        assertThat(devices().snapshot().journals()).isEmpty();
    }

    /** What nobody catches, so that nothing is taken back and the journal stays as it is. */
    private static final class Crashed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Crash(Step where, Point point) implements StepObserver {
        @Override
        public void applying(Step step) {
            if (step.equals(where) && point != Point.DONE) {
                LabFunction function = new LabFunction(step.object());
                function.write("driver_override", "vfio-pci\n");
                if (point == Point.UNBOUND) {
                    function.unbind();
                }
                throw new Crashed();
            }
        }

        @Override
        public void applied(Step step, StepOutcome outcome) {
            if (step.equals(where)) {
                throw new Crashed();
            }
        }
    }

    @Test
    void killingABindingInTheMiddleStrandsNothing(@TempDir Path directory) throws Exception {
        killedBinding(directory);
        devices().restoreAll(LIMIT);
        assertAsBefore();
    }

    /** Binds in a process of its own, and kills that as soon as the first of the two functions has its new driver. */
    private void killedBinding(Path directory) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledBinding.class.getName(),
                        state().toString(),
                        LabFunction.DISPLAY.address())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Deadline deadline = Deadline.after(LIMIT);
        try {
            while (!LabFunction.DISPLAY.driver().equals("vfio-pci")) {
                check(process.isAlive() && !deadline.passed(), output);
                Thread.sleep(1);
            }
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void check(boolean underWay, Path output) throws IOException {
        assertThat(underWay)
                .as("it ended before it was killed: %s", Files.readString(output))
                .isTrue();
    }
}
