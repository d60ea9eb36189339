package dev.plumbline.itest.sriov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.sriov.PfName;
import dev.plumbline.sriov.PhysicalFunction;
import dev.plumbline.sriov.SetVfCount;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.VfsReport;
import dev.plumbline.sriov.VirtualFunction;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.cli.VfioBind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a physical function does when it is given another number of virtual ones: looked at on a tree of files with somebody
 * who reacts as the kernel does, and on a real function where there is one.
 */
public abstract class VfCountContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path state;

    /** {@return where the function is} */
    protected abstract Sysroot sysroot();

    /** {@return a physical function with a driver, without virtual ones, that can have at least 3} */
    protected abstract Bdf pf();

    /** Takes the driver from the physical function, or gives it back. */
    protected abstract void driver(boolean bound);

    /** {@return whether the host has drivers take new functions by themselves} */
    protected boolean autoprobe() {
        return Boolean.TRUE.equals(read().autoprobe());
    }

    @BeforeEach
    void noneAtFirst() {
        assertThat(read().count()).isZero();
    }

    @AfterEach
    void noneInTheEnd() {
        PhysicalFunction now = read();
        if (now.count() != 0) {
            var unused = devices().setCount(name(), 0, null, true, LIMIT);
        }
        assertThat(read().vfs()).isEmpty();
    }

    @Test
    void functionsAppearAndVanish() {
        VfsReport made = devices().setCount(name(), 2, null, false, LIMIT);
        assertThat(made.pf().count()).isEqualTo(2);
        assertThat(made.vfs()).extracting(vf -> vf.vf().index()).containsExactly(0, 1);
        assertThat(made.steps()).extracting(StepOutcome::step).containsExactly("SetVfCount");
        for (VirtualFunction vf : read().vfs()) {
            assertThat(PhysicalFunction.of(sysroot(), vf.bdf())).contains(pf());
        }
        VfsReport gone = devices().setCount(name(), 0, null, true, LIMIT);
        assertThat(gone.vfs()).isEmpty();
        assertThat(journals()).isEmpty();
    }

    @Test
    void anotherNumberGoesByWayOfNone() {
        var two = devices().setCount(name(), 2, null, false, LIMIT);
        assertThat(two.vfs()).hasSize(2);
        var three = devices().setCount(name(), 3, null, true, LIMIT);
        assertThat(three.vfs()).hasSize(3);
        var one = devices().setCount(name(), 1, null, true, LIMIT);
        assertThat(one.vfs()).hasSize(1);
    }

    @Test
    void theSameNumberIsDoneAlready() {
        var made = devices().setCount(name(), 2, null, false, LIMIT);
        List<Bdf> before = made.pf().vfs().stream().map(VirtualFunction::bdf).toList();
        VfsReport again = devices().setCount(name(), 2, null, false, LIMIT);
        assertThat(again.steps()).extracting(step -> step.outcome().toString()).containsExactly("already");
        assertThat(again.pf().vfs()).extracting(VirtualFunction::bdf).isEqualTo(before);
    }

    @Test
    void moreThanThereCanBeAreRefused() {
        int total = read().total();
        assertKind(Kind.REFUSED, () -> devices().setCount(name(), total + 1, null, false, LIMIT));
        assertThat(read().count()).isZero();
        assertThat(journals()).isEmpty();
    }

    @Test
    void driversAreKeptFromNewFunctionsAndTheHostsSwitchIsLeftAsItWas() {
        boolean before = autoprobe();
        VfsReport made = devices().setCount(name(), 2, false, false, LIMIT);
        assertThat(made.pf().vfs()).allSatisfy(vf -> assertThat(vf.driver()).isNull());
        assertThat(autoprobe()).isEqualTo(before);
    }

    @Test
    void undoingBringsTheFormerNumberBack() {
        SetVfCount two = SetVfCount.from(sysroot(), read(), 2, false, false);
        apply(two);
        SetVfCount three = SetVfCount.from(sysroot(), read(), 3, false, false);
        apply(three);
        assertThat(inspect(two)).map(Difference::code).contains("VF_COUNT_DIFFERS");
        undo(three);
        assertThat(read().vfs()).hasSize(2);
        undo(three);
        assertThat(read().vfs()).hasSize(2);
        assertThat(inspect(two)).isEmpty();
        undo(two);
        assertThat(read().vfs()).isEmpty();
    }

    @Test
    void undoingWhatWasNeverBegunChangesNothing() {
        undo(SetVfCount.from(sysroot(), read(), 2, null, false));
        assertThat(read().count()).isZero();
    }

    @Test
    void undoingGoesOnWhereThereAreNone() {
        SetVfCount two = SetVfCount.from(sysroot(), read(), 2, false, false);
        apply(two);
        SetVfCount three = SetVfCount.from(sysroot(), read(), 3, false, false);
        apply(new SetVfCount(pf(), 2, 0, autoprobe(), false, false)); // as if killed on the way to three
        undo(three);
        assertThat(read().vfs()).hasSize(2);
    }

    @Test
    void undoingLeavesANumberThatSomebodyElseHasChosen() {
        SetVfCount two = SetVfCount.from(sysroot(), read(), 2, false, false);
        apply(two);
        apply(SetVfCount.from(sysroot(), read(), 1, false, false));
        undo(two);
        assertThat(read().vfs()).hasSize(1);
    }

    @Test
    void withoutADriverItIsRefusedAndNothingIsWritten() {
        driver(false);
        try {
            PlumblineException e = assertKind(Kind.REFUSED, () -> devices().setCount(name(), 2, null, false, LIMIT));
            assertThat(e.problem().code()).isEqualTo("PF_WITHOUT_DRIVER");
            assertThat(journals()).isEmpty();
        } finally {
            driver(true);
        }
    }

    @Test
    void theProgramMakesThemAndRestoreTakesThemBack() {
        assertThat(run("vfs", pf().toString(), "--count", "2", "--probe", "off"))
                .contains("2 of ");
        assertThat(journals()).containsExactly(SriovDevices.journal(pf()) + ".journal");
        assertThat(run("restore", "--all")).contains("SetVfCount");
        assertThat(read().vfs()).isEmpty();
        assertThat(journals()).isEmpty();
    }

    private String run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--sysroot", sysroot().root().toString(), "--state", state.toString()))
                .toArray(String[]::new);
        int code = VfioBind.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                all);
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private SriovDevices devices() {
        return SriovDevices.of(sysroot(), state);
    }

    private PfName name() {
        return new PfName(pf(), null);
    }

    private PhysicalFunction read() {
        return PhysicalFunction.read(sysroot(), pf());
    }

    private List<String> journals() {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".journal"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static PlumblineException assertKind(
            Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        PlumblineException e = catchThrowableOfType(PlumblineException.class, call);
        assertThat(e.problem().kind()).isEqualTo(kind);
        return e;
    }

    private void apply(SetVfCount step) {
        try (Scope scope = scope()) {
            step.apply(scope);
        }
    }

    private void undo(SetVfCount step) {
        try (Scope scope = scope()) {
            step.undo(scope);
        }
    }

    private Optional<Difference> inspect(SetVfCount step) {
        try (Scope scope = scope()) {
            return step.inspect(scope).differences().stream().findFirst();
        }
    }

    private Scope scope() {
        return new Scope(Deadline.after(LIMIT)).provide(Sysroot.class, this::sysroot);
    }
}
