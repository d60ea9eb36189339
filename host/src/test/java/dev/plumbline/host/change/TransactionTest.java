package dev.plumbline.host.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.StepOutcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {
    private static final StepCatalog CATALOG = new StepCatalog(List.of(FileStep.class));

    @TempDir
    private Path directory;

    private StateDirectory state;

    @BeforeEach
    void open() {
        state = new StateDirectory(directory.resolve("state"), CATALOG);
    }

    @Test
    void aPlanIsAppliedInOrderAndUndoneInReverse() {
        Transaction transaction = transaction(state.create("web-1", plan(step("a"), step("b"))));
        assertThat(transaction.apply()).extracting(StepOutcome::outcome).containsOnly(Outcome.APPLIED);
        assertThat(directory.resolve("a")).exists();

        Transaction later = transaction(state.journal("web-1").orElseThrow());
        assertThat(later.verify()).isEmpty();
        assertThat(later.undo()).extracting(StepOutcome::object).containsExactly(file("b"), file("a"));
        assertThat(directory.resolve("a")).doesNotExist();
        assertThat(state.journal("web-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void aStepThatFailsTakesBackThoseBeforeItAndItsOwnHalf(String when) {
        Journal journal = state.create("web-1", plan(step("a"), step("b"), new FileStep(file("c"), "x", when)));
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class, () -> transaction(journal).apply());

        assertThat(thrown.problem().kind()).isEqualTo(Kind.UNDONE);
        assertThat(thrown).hasMessageContaining("broken " + when).hasMessageContaining(file("c"));
        assertThat(directory).isDirectoryNotContaining("glob:**/[abc]");
        assertThat(state.names()).isEmpty();
    }

    @Test
    void whatCannotBeUndoneKeepsTheJournalAndNotTheOthers() {
        Journal journal = state.create(
                "web-1", plan(step("a"), new FileStep(file("b"), "x", "undo"), new FileStep(file("c"), "x", "before")));
        PlumblineException thrown = catchThrowableOfType(
                PlumblineException.class, () -> transaction(journal).apply());

        assertThat(thrown.problem().kind()).isEqualTo(Kind.NOT_UNDONE);
        assertThat(thrown).hasMessageContaining("cannot undo");
        assertThat(directory.resolve("a")).doesNotExist();
        assertThat(directory.resolve("b")).exists();
        Journal kept = state.journal("web-1").orElseThrow();
        assertThat(kept.isComplete()).isFalse();
        assertThat(kept.isApplied(1)).isTrue();
    }

    @Test
    void applyingAgainOnlyMendsWhatIsMissing() throws IOException {
        transaction(state.create("web-1", plan(step("a"), step("b")))).apply();
        Files.delete(directory.resolve("b"));

        List<StepOutcome> outcomes =
                transaction(state.journal("web-1").orElseThrow()).mend();
        assertThat(outcomes).extracting(StepOutcome::outcome).containsExactly(Outcome.ALREADY, Outcome.APPLIED);
        assertThat(directory.resolve("b")).exists();
    }

    @Test
    void whatCannotBeMendedLeavesTheRestApplied() throws IOException {
        transaction(state.create("web-1", plan(step("a"), step("b")))).apply();
        Files.delete(directory.resolve("a"));
        Files.createDirectories(directory.resolve("a").resolve("in the way"));

        Transaction again = transaction(state.journal("web-1").orElseThrow());
        PlumblineException thrown = catchThrowableOfType(PlumblineException.class, again::mend);
        assertThat(thrown.problem().kind()).isEqualTo(Kind.REFUSED);
        assertThat(thrown).hasMessageContaining("could not be mended");
        assertThat(directory.resolve("b")).exists();
        assertThat(state.journal("web-1").orElseThrow().isComplete()).isTrue();
    }

    @Test
    void somebodyElsesThingIsReportedAndLeft() throws IOException {
        transaction(state.create("web-1", plan(step("a")))).apply();
        Files.writeString(directory.resolve("a"), "a stranger's");

        Transaction later = transaction(state.journal("web-1").orElseThrow());
        assertThat(later.verify())
                .singleElement()
                .satisfies(difference -> assertThat(difference.code()).isEqualTo("FILE_FOREIGN"));
        later.undo();
        assertThat(directory.resolve("a")).hasContent("a stranger's");
    }

    @Test
    void theStepAfterTheLastOneWrittenDownIsUndoneToo() throws IOException {
        Journal journal = state.create("web-1", plan(step("a"), step("b"), step("c")));
        Files.writeString(directory.resolve("a"), "x");
        journal.applied(0, 5);
        Files.writeString(directory.resolve("b"), "x"); // done, but the process died before it could say so

        transaction(state.journal("web-1").orElseThrow()).undo();
        assertThat(directory).isDirectoryNotContaining("glob:**/[abc]");
    }

    @Test
    void anOperationThatTakesTooLongIsUndone() {
        Journal journal = state.create("web-1", plan(step("a")));
        try (Scope scope = new Scope(Deadline.after(Duration.ZERO))) {
            PlumblineException thrown = catchThrowableOfType(
                    PlumblineException.class, () -> new Transaction(journal, scope, StepObserver.NONE).apply());
            assertThat(thrown.problem().code()).isEqualTo("TIMEOUT");
            assertThat(thrown.problem().kind()).isEqualTo(Kind.UNDONE);
        }
    }

    @Test
    void aLineThatACrashCutOffCountsAsNeverWritten() throws IOException {
        state.create("web-1", plan(step("a"), step("b"))).applied(0, 1);
        Files.writeString(journalFile(), "{\"applied\":1,\"mic", StandardOpenOption.APPEND);

        Journal read = state.journal("web-1").orElseThrow();
        assertThat(read.isApplied(0)).isTrue();
        assertThat(read.isApplied(1)).isFalse();
    }

    @Test
    void aPlanThatACrashCutOffIsNoJournal() throws IOException {
        state.create("web-1", plan(step("a")));
        Files.writeString(journalFile(), "{\"journal\":1,\"about\"");

        assertThat(state.journal("web-1")).isEmpty();
        transaction(state.create("web-1", plan(step("a")))).apply();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\n",
                "{\"journal\":99}\n",
                "{\"journal\":1,\"steps\":[{\"step\":\"Unknown\"}]}\n",
                "{\"journal\":1,\"steps\":[]}\n{\"applied\":7}\n",
                "{\"journal\":1,\"steps\":[]}\n{\"surprise\":1}\n"
            })
    void aJournalThatCannotBeReadStopsWithFileAndLineAndStays(String text) throws IOException {
        state.create("web-1", plan());
        Files.writeString(journalFile(), text);

        PlumblineException thrown = catchThrowableOfType(PlumblineException.class, () -> state.journal("web-1"));
        assertThat(thrown.problem().code()).isEqualTo("JOURNAL_UNREADABLE");
        assertThat(thrown).hasMessageContaining("line ").hasMessageContaining("web-1.journal");
        assertThat(journalFile()).hasContent(text);
    }

    @Test
    void nobodyElseCanReadTheState() throws IOException {
        state.create("web-1", plan());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journalFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void aJournalGoesOnAfterALineThatACrashCutOff() throws IOException {
        state.create("web-1", plan(step("a"), step("b")));
        Files.writeString(journalFile(), "{\"applied\":0,\"mic", StandardOpenOption.APPEND);

        state.journal("web-1").orElseThrow().applied(0, 1);
        assertThat(state.journal("web-1").orElseThrow().isApplied(0)).isTrue();
    }

    @Test
    void aLockKeepsOthersOutUntilItIsClosedAndLeavesNothing() throws IOException {
        try (var held = state.lock("web-1", Deadline.after(Duration.ofSeconds(1)))) {
            PlumblineException thrown = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                            PlumblineException.class,
                            () -> state.lock("web-1", Deadline.after(Duration.ofMillis(20)))
                                    .close()))
                    .join();
            assertThat(thrown.problem().code()).isEqualTo("BUSY");
            state.lock("web-2", Deadline.after(Duration.ofSeconds(1))).close();
        }
        state.lock("web-1", Deadline.after(Duration.ofSeconds(1))).close();
        assertThat(state.directory()).isDirectoryContaining("glob:**/locks");
        try (var files = Files.list(state.directory())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aLockWorksAfterSomebodyRemovedTheStateDirectory() throws IOException {
        state.lock("web-1", Deadline.after(Duration.ofSeconds(1))).close();
        Files.delete(state.directory().resolve("locks"));
        state.lock("web-1", Deadline.after(Duration.ofSeconds(1))).close();
        assertThat(state.directory().resolve("locks")).exists();
    }

    @Test
    void aClaimIsKeptUntilItIsReleased() {
        assertThat(state.claimant("netns-1")).isEmpty();
        state.claim("netns-1", "web-1");
        state.claim("netns-1", "web-2");
        assertThat(state.claimant("netns-1")).hasValue("web-2");
        state.release("netns-1");
        state.release("netns-1");
        assertThat(state.claimant("netns-1")).isEmpty();
    }

    private Path journalFile() {
        return state.directory().resolve("web-1.journal");
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private FileStep step(String name) {
        return new FileStep(file(name), "x", "");
    }

    private static Plan plan(Step... steps) {
        return new Plan(
                JsonNodeFactory.instance.objectNode(),
                Arrays.stream(steps).map(step -> new PlannedStep("", step)).toList());
    }

    private static Transaction transaction(Journal journal) {
        return new Transaction(journal, new Scope(Deadline.after(Duration.ofSeconds(5))), StepObserver.NONE);
    }
}
