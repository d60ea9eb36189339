package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.itest.lab.LabEvent.Kind;
import dev.plumbline.itest.lab.LabPlan.Expected;
import dev.plumbline.itest.lab.LabPlan.TestClass;
import dev.plumbline.itest.lab.LabReport.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only a test that ran and passed counts as passed. */
class LabReportTest {
    private static final TestClass TYPE = new TestClass(
            "a.Some",
            "class",
            List.of(new Expected("class/one", "one", true), new Expected("class/many", "many", false)));

    @Test
    void whatPassedHasNoFailureAndInvocationsAreResultsOfTheirOwn() {
        assertThat(results(
                        event(Kind.PASSED, "class/one", true),
                        event(Kind.PASSED, "class/many/1", true),
                        event(Kind.PASSED, "class/many", false),
                        event(Kind.PASSED, "class", false)))
                .containsExactly(
                        new Result("one", Optional.empty()),
                        new Result("many", Optional.empty()),
                        new Result("many name", Optional.empty()));
    }

    @Test
    void aTestThatTheLabDidNotReportHasFailed() {
        List<Result> results = results(event(Kind.PASSED, "class", false));
        assertThat(failure(results, 0)).startsWith("it did not run in the lab").contains("last words");
        assertThat(failure(results, 1)).startsWith("it did not run in the lab");
    }

    @Test
    void silenceFailsTheClassToo() {
        assertThat(results()).hasSize(3).allMatch(result -> result.failure().isPresent());
    }

    @Test
    void aTestThatWasRunningWhenTheLabEndedHasFailed() {
        List<Result> results = results(event(Kind.STARTED, "class", false), event(Kind.STARTED, "class/one", true));
        assertThat(failure(results, 0)).startsWith("it was running when the lab ended");
        assertThat(failure(results, 1)).startsWith("it was running when the lab ended");
    }

    @Test
    void aSkippedTestHasFailed() {
        List<Result> results =
                results(event(Kind.PASSED, "class", false), event(Kind.SKIPPED, "class/one", true, "no device"));
        assertThat(failure(results, 0)).contains("skipped").contains("no device");
    }

    @Test
    void aParameterizedTestWithoutParametersHasFailed() {
        List<Result> results = results(
                event(Kind.PASSED, "class", false),
                event(Kind.PASSED, "class/one", true),
                event(Kind.PASSED, "class/many", false));
        assertThat(failure(results, 1)).isEqualTo("it ran not once");
    }

    @Test
    void aReportSurvivesItsLinesButALineCutShort(@TempDir Path directory) throws IOException {
        Path report = directory.resolve("events");
        LabEvent event = event(Kind.FAILED, "class/one", true, "a\nb \u00fc");
        assertThat(LabEvent.read(report)).isEmpty();
        Files.writeString(report, event.line() + event.line().substring(0, 20));
        assertThat(LabEvent.read(report)).containsExactly(event);
    }

    @Test
    void thePlanHasTheTaggedTestsOfEachClass() {
        LabPlan plan = LabPlan.of("lab", "DevicesLabTest"::equals);
        assertThat(plan.classes()).hasSize(1);
        assertThat(plan.classes().get(0).name()).isEqualTo(DevicesLabTest.class.getName());
        assertThat(plan.classes().get(0).tests())
                .extracting(Expected::name)
                .contains("vfioIsThere()")
                .hasSize(DevicesLabTest.class.getDeclaredMethods().length);
    }

    private static List<Result> results(LabEvent... events) {
        return new LabReport(List.of(events), "last words").results(TYPE);
    }

    private static String failure(List<Result> results, int index) {
        return results.get(index).failure().orElseThrow();
    }

    private static LabEvent event(Kind kind, String id, boolean isTest) {
        return event(kind, id, isTest, "");
    }

    private static LabEvent event(Kind kind, String id, boolean isTest, String text) {
        return new LabEvent(kind, id, "name", isTest, text, 1);
    }
}
