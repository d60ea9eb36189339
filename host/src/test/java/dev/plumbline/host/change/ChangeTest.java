package dev.plumbline.host.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.Journal.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is applied already is changed: steps come, and parts go. */
class ChangeTest {
    private static final StepCatalog CATALOG = new StepCatalog(List.of(FileStep.class, BulkFileStep.class));

    @TempDir
    private Path directory;

    private StateDirectory state;

    @BeforeEach
    void applyTheFirstPart() {
        state = new StateDirectory(directory.resolve("state"), CATALOG);
        transaction(state.create("web-1", new Plan(about("first"), planned("one", step("a"), step("b")))))
                .apply();
    }

    @Test
    void stepsThatAreAddedAreUndoneWithTheRest() {
        assertThat(again().add(about("second"), planned("two", step("c")), List.of()))
                .extracting(StepOutcome::object)
                .containsExactly(file("c"));

        assertThat(read().about()).isEqualTo(about("second"));
        assertThat(read().steps()).extracting(PlannedStep::of).containsExactly("one", "one", "two");
        again().undo();
        assertThat(directory).isDirectoryNotContaining("glob:**/[abc]");
    }

    @Test
    void anAdditionThatFailsLeavesTheRestAlone() {
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class,
                () -> again().add(
                                about("second"),
                                planned("two", step("c"), new FileStep(file("d"), "x", "after")),
                                List.of()));

        assertThat(thrown.problem().kind()).isEqualTo(Kind.UNDONE);
        assertThat(thrown).hasMessageContaining("the rest left as it was");
        assertThat(directory).isDirectoryContaining("glob:**/a").isDirectoryNotContaining("glob:**/[cd]");
        assertThat(read().isComplete()).isTrue();
        assertThat(read().about()).isEqualTo(about("first"));
        assertThat(read().outcomes()).hasSize(2);
    }

    @Test
    void anAdditionThatWasKilledIsTakenBackByRecovery() throws IOException {
        Journal journal = read();
        journal.adding(about("second"), planned("two", step("c"), step("d"), step("e")), List.of());
        Files.writeString(directory.resolve("c"), "x");
        journal.applied(2, 1);
        Files.writeString(directory.resolve("d"), "x"); // not written down any more

        assertThat(read().change()).isEqualTo(Change.ADDING);
        again().recover();
        assertThat(directory).isDirectoryContaining("glob:**/b").isDirectoryNotContaining("glob:**/[cde]");
        assertThat(read().isComplete()).isTrue();
        assertThat(again().recover()).isEmpty();
    }

    @Test
    void theStepInHandIsKnownAlsoAfterAPartHasGone() throws IOException {
        again().add(about("second"), planned("two", step("c")), List.of());
        again().remove(about("third"), List.of("two"));
        read().adding(about("fourth"), planned("two", step("c"), step("d")), List.of());
        Files.writeString(directory.resolve("c"), "x"); // done, but not written down any more

        again().recover();
        assertThat(directory).isDirectoryContaining("glob:**/b").isDirectoryNotContaining("glob:**/[cd]");
    }

    @Test
    void aPartIsRemovedAndDoesNotComeBack() throws IOException {
        again().add(about("second"), planned("two", step("c")), List.of());
        assertThat(again().remove(about("third"), List.of("one")))
                .extracting(StepOutcome::object)
                .containsExactly(file("b"), file("a"));

        assertThat(read().about()).isEqualTo(about("third"));
        assertThat(directory).isDirectoryContaining("glob:**/c").isDirectoryNotContaining("glob:**/[ab]");
        Files.writeString(directory.resolve("a"), "x"); // a later one of the same name is not ours to undo
        again().undo();
        assertThat(directory.resolve("a")).exists();
        assertThat(directory.resolve("c")).doesNotExist();
    }

    @Test
    void aJournalOfManyChangesStaysShortAndSaysTheSame() throws IOException {
        String long2000 = "y".repeat(2000);
        for (int i = 0; i < 500; i++) {
            again().add(about(i + long2000), planned("two", step("c")), List.of("two"));
        }
        assertThat(Files.size(directory.resolve("state/web-1.journal"))).isLessThan(300 << 10);
        assertThat(read().about()).isEqualTo(about(499 + long2000));
        assertThat(read().steps()).extracting(PlannedStep::of).containsExactly("one", "one", "two");
        assertThat(read().outcomes()).extracting(StepOutcome::outcome).containsOnly(StepOutcome.Outcome.APPLIED);
        assertThat(read().isComplete()).isTrue();
        again().remove(about("last"), List.of("one"));
        assertThat(directory).isDirectoryContaining("glob:**/c").isDirectoryNotContaining("glob:**/[ab]");
        again().undo();
        assertThat(directory.resolve("c")).doesNotExist();
        assertThat(directory.resolve("state")).isDirectoryNotContaining("glob:**/web-1*");
    }

    @Test
    void aRemovalThatWasKilledIsFinishedByRecovery() {
        read().removing(about("second"), List.of("one"));
        assertThat(again().recover()).hasSize(2);
        assertThat(read().isComplete()).isTrue();
        assertThat(read().about()).isEqualTo(about("second"));
        assertThat(directory).isDirectoryNotContaining("glob:**/[ab]");
    }

    @Test
    void aWholeThatIsBeingChangedCanBeUndone() {
        read().adding(about("second"), planned("two", step("c")), List.of());
        again().undo();
        assertThat(directory).isDirectoryNotContaining("glob:**/[abc]");
        assertThat(state.names()).isEmpty();
    }

    @Test
    void whatIsReplacedIsNeitherUndoneNorVerified() throws IOException {
        again().add(about("second"), planned("two", new FileStep(file("a"), "y", "")), List.of("one"));

        assertThat(read().steps()).hasSize(1);
        assertThat(again().verify()).isEmpty();
        assertThat(directory.resolve("b")).exists();
        assertThat(directory.resolve("a")).hasContent("y");
    }

    @Test
    void whatWasToBeReplacedIsAppliedAgainWhenThatFails() {
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class,
                () -> again().add(
                                about("second"),
                                planned("two", new FileStep(file("a"), "y", "after")),
                                List.of("one")));

        assertThat(thrown.problem().kind()).isEqualTo(Kind.UNDONE);
        assertThat(directory.resolve("a")).hasContent("x");
        assertThat(again().verify()).isEmpty();
    }

    @Test
    void bulkStepsThatFollowEachOtherAreUndoneTogether() {
        again().add(about("second"), planned("two", bulk("c", ""), bulk("d", ""), step("e"), bulk("f", "")), List.of());
        List<StepOutcome> outcomes = again().remove(about("third"), List.of("two"));

        assertThat(outcomes)
                .extracting(StepOutcome::object)
                .containsExactly(file("f"), file("e"), file("d"), file("c"));
        assertThat(directory).isDirectoryNotContaining("glob:**/[cdef]").isDirectoryContaining("glob:**/together-2");
    }

    @Test
    void bulkStepsThatCannotBeUndoneTogetherAreUndoneOneByOne() {
        again().add(about("second"), planned("two", bulk("c", ""), bulk("d", "together")), List.of());
        again().remove(about("third"), List.of("two"));
        assertThat(directory).isDirectoryNotContaining("glob:**/[cd]");
    }

    /** Leaves a file that says how many were undone together. */
    record BulkFileStep(FileStep one, String broken) implements BulkStep {
        @Override
        public String object() {
            return one.object();
        }

        @Override
        public void apply(Scope scope) {
            one.apply(scope);
        }

        @Override
        public void undo(Scope scope) {
            one.undo(scope);
        }

        @Override
        public Inspection inspect(Scope scope) {
            return one.inspect(scope);
        }

        @Override
        public void undoTogether(Scope scope, List<? extends Step> steps) {
            if (broken.equals("together")) {
                throw new IllegalStateException("cannot undo together");
            }
            steps.forEach(step -> step.undo(scope));
            Path sign = Path.of(one.file()).resolveSibling("together-" + steps.size());
            new FileStep(sign.toString(), "", "").apply(scope);
        }
    }

    private BulkFileStep bulk(String name, String broken) {
        return new BulkFileStep(step(name), broken);
    }

    private FileStep step(String name) {
        return new FileStep(file(name), "x", "");
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private Journal read() {
        return state.journal("web-1").orElseThrow();
    }

    private Transaction again() {
        return transaction(read());
    }

    private static JsonNode about(String what) {
        return JsonNodeFactory.instance.objectNode().put("what", what);
    }

    private static List<PlannedStep> planned(String of, Step... steps) {
        return Arrays.stream(steps).map(step -> new PlannedStep(of, step)).toList();
    }

    private static Transaction transaction(Journal journal) {
        return new Transaction(journal, new Scope(Deadline.after(Duration.ofSeconds(5))), StepObserver.NONE);
    }
}
