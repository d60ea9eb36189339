package dev.plumbline.itest.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindDriver;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import dev.plumbline.vfio.VfioSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What binding and restoring promise, whatever the host is made of. */
abstract class BindContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String VFIO = "vfio-pci";

    @TempDir
    private Path state;

    private HostBed bed;
    private HostDevices host;
    private Map<Bdf, String> before;

    /** {@return a host that nobody else uses} */
    abstract HostBed makeBed() throws Exception;

    @BeforeEach
    void make() throws Exception {
        bed = makeBed();
        host = HostDevices.of(bed.sysroot(), state);
        before = drivers();
    }

    /** Whatever a test did, the host must be as it was. */
    @AfterEach
    void remove() {
        try {
            BindReport unused = host.restoreAll(LIMIT);
            assertThat(drivers()).isEqualTo(before);
            assertThat(journals()).isEmpty();
        } finally {
            bed.close();
        }
    }

    private Map<Bdf, String> drivers() {
        Map<Bdf, String> found = new TreeMap<>();
        for (PciDevice device : PciInventory.read(bed.sysroot()).devices()) {
            found.put(device.bdf(), device.driver() + ", override " + device.override());
        }
        return found;
    }

    private List<String> journals() {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".journal"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PciDevice device(Bdf bdf) {
        return PciInventory.read(bed.sysroot()).require(bdf);
    }

    private BindReport bind(Bdf... bdfs) {
        return host.bind(List.of(bdfs), BindPolicy.DEFAULT, LIMIT);
    }

    private void write(String file, String text) {
        try {
            Path path = bed.sysroot().sys(file);
            Files.writeString(path, text + "\n", StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Outcome> outcomes(BindReport report) {
        return report.steps().stream().map(StepOutcome::outcome).toList();
    }

    @Test
    void aFunctionGoesToVfioAndComesBack() {
        BindReport bound = bind(bed.plain());
        assertThat(outcomes(bound)).containsExactly(Outcome.APPLIED);
        assertThat(device(bed.plain()).driver()).isEqualTo(VFIO);
        assertThat(device(bed.plain()).override()).isEqualTo(VFIO);
        DeviceReport report = bound.devices().get(0);
        assertThat(report.verdict().ok()).isTrue();
        assertThat(report.verdict().groupViable()).isTrue();
        assertThat(report.journal()).isEqualTo(bed.plain().toString());

        BindReport restored = host.restore(List.of(bed.plain()), LIMIT);
        assertThat(outcomes(restored)).containsExactly(Outcome.UNDONE);
        assertThat(drivers()).isEqualTo(before);
    }

    @Test
    void aWholeGroupGoesAndComesBackTogether() {
        Bdf first = bed.shared().get(0);
        Bdf second = bed.shared().get(1);
        BindReport bound = bind(first);
        assertThat(bound.devices()).extracting(report -> report.device().bdf()).contains(first, second);
        assertThat(device(second).driver()).isEqualTo(VFIO);

        BindReport unused = host.restore(List.of(second), LIMIT);
        assertThat(drivers()).isEqualTo(before);
    }

    @Test
    void onlyOneOfAGroupMayBeBoundWhichIsThenNotViable() {
        Bdf second = bed.shared().get(1);
        BindReport bound = host.bind(List.of(second), new BindPolicy(true, false, null), LIMIT);
        assertThat(bound.steps()).hasSize(1);
        assertThat(device(second).driver()).isEqualTo(VFIO);
        assertThat(bound.devices().get(0).verdict().groupViable()).isFalse();
        assertThat(bound.devices().get(0).verdict().ok()).isFalse();

        // The rest of the group follows, and each comes back on its own.
        BindReport rest = bind(bed.shared().get(0));
        assertThat(rest.devices().get(0).verdict().groupViable()).isTrue();
        BindReport restored = host.restore(List.of(bed.shared().get(0)), LIMIT);
        assertThat(restored.steps()).isNotEmpty();
        assertThat(device(second).driver()).isEqualTo(VFIO);
    }

    @Test
    void aFunctionWithoutADriverIsWithoutOneAgain() {
        assertThat(device(bed.driverless()).driver()).isNull();
        bind(bed.driverless());
        assertThat(device(bed.driverless()).driver()).isEqualTo(VFIO);
        BindReport unused = host.restore(List.of(bed.driverless()), LIMIT);
        assertThat(device(bed.driverless()).driver()).isNull();
    }

    @Test
    void anOverrideThatWasSetIsSetAgain() {
        String file = "bus/pci/devices/" + bed.plain() + "/driver_override";
        String driver = device(bed.plain()).driver();
        write(file, driver);
        try {
            bind(bed.plain());
            BindReport unused = host.restore(List.of(bed.plain()), LIMIT);
            assertThat(device(bed.plain()).override()).isEqualTo(driver);
            assertThat(device(bed.plain()).driver()).isEqualTo(driver);
        } finally {
            write(file, "");
        }
    }

    @Test
    void bindingAgainFindsItDone() {
        bind(bed.plain());
        assertThat(outcomes(bind(bed.plain()))).containsExactly(Outcome.ALREADY);
        assertThat(journals()).hasSize(1);
    }

    @Test
    void aBridgeOfTheGroupStaysAndDoesNotMatter() {
        BindReport bound = bind(bed.behindBridge());
        assertThat(bound.devices().get(0).verdict().groupViable()).isTrue();
        assertThat(device(bed.bridge()).driver()).isNotEqualTo(VFIO);
        assertThatThrownBy(() -> bind(bed.bridge()))
                .asInstanceOf(type(PlumblineException.class))
                .satisfies(e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.REFUSED))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo("HOST_BRIDGE"));
    }

    @Test
    void aDryRunChangesNothing() {
        BindReport planned = host.planBinding(bed.shared(), BindPolicy.DEFAULT);
        assertThat(outcomes(planned)).contains(Outcome.PLANNED);
        assertThat(drivers()).isEqualTo(before);
        assertThat(journals()).isEmpty();
    }

    @Test
    void restoringWhatWasNeverBoundDoesNothing() {
        assertThat(host.restore(List.of(bed.plain()), LIMIT).steps()).isEmpty();
        assertThat(host.restoreAll(LIMIT).steps()).isEmpty();
    }

    @Test
    void aFunctionInUseIsNotTakenAwayFromItsUser() throws Exception {
        bind(bed.plain());
        try (AutoCloseable holding = bed.hold(bed.plain())) {
            assertThat(host.show(List.of(bed.plain())).get(0).holder()).isNotNull();
            assertThatThrownBy(() -> host.restore(List.of(bed.plain()), LIMIT))
                    .asInstanceOf(type(PlumblineException.class))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo("IN_USE_VFIO"));
            assertThat(device(bed.plain()).driver()).isEqualTo(VFIO);
        }
        BindReport unused = host.restore(List.of(bed.plain()), LIMIT);
    }

    @Test
    void whatASandboxHasIsLeftAndNamed() throws Exception {
        StateDirectory directory = new StateDirectory(state, new StepCatalog(VfioSteps.ALL));
        PciDevice device = device(bed.plain());
        BindDriver step = new BindDriver(device.bdf(), VFIO, device.driver(), device.override());
        var about = JsonNodeFactory.instance.objectNode();
        var unusedJournal = directory.create("web-1", new Plan(about, List.of(new PlannedStep("gpu", step))));

        assertThat(host.restoreAll(LIMIT).left()).containsEntry(device.bdf(), "web-1");
        assertThatThrownBy(() -> host.restore(List.of(device.bdf()), LIMIT)).hasMessageContaining("web-1");
        assertThatThrownBy(() -> bind(device.bdf())).hasMessageContaining("web-1");
        Files.delete(state.resolve("web-1.journal"));
    }

    /** Every state that a process killed in the middle of binding leaves behind: so many writes, and the journal. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aBindingThatWasCutOffIsTakenBack(int writes) throws Exception {
        PciDevice device = device(bed.plain());
        cutOff(device, writes);
        BindReport restored = host.restoreAll(LIMIT);
        assertThat(restored.steps()).isNotEmpty();
        assertThat(drivers()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void afterABindingThatWasCutOffBindingAgainWorks(int writes) throws Exception {
        PciDevice device = device(bed.plain());
        cutOff(device, writes);
        BindReport bound = bind(device.bdf());
        assertThat(bound.devices().get(0).verdict().ok()).isTrue();
        BindReport unused = host.restore(List.of(device.bdf()), LIMIT);
        assertThat(drivers()).isEqualTo(before);
    }

    /** The same for restoring: what it had written before it was killed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aRestoringThatWasCutOffGoesOn(int writes) throws Exception {
        PciDevice device = device(bed.plain());
        bind(device.bdf());
        Files.writeString(state.resolve(device.bdf() + ".journal"), "{\"undoing\":true}\n", StandardOpenOption.APPEND);
        String files = "bus/pci/devices/" + device.bdf();
        if (writes > 0) {
            write(files + "/driver_override", String.valueOf(device.driver()));
        }
        if (writes > 1) {
            write("bus/pci/drivers/" + VFIO + "/unbind", device.bdf().toString());
            awaitDriver(device.bdf(), null);
        }
        if (writes > 2) {
            write("bus/pci/drivers_probe", device.bdf().toString());
            awaitDriver(device.bdf(), device.driver());
        }
        BindReport unused = host.restoreAll(LIMIT);
        assertThat(drivers()).isEqualTo(before);
    }

    private void cutOff(PciDevice device, int writes) throws Exception {
        StateDirectory directory = new StateDirectory(state, new StepCatalog(VfioSteps.ALL));
        BindDriver step = new BindDriver(device.bdf(), VFIO, device.driver(), device.override());
        var about = JsonNodeFactory.instance.objectNode();
        var unused = directory.create(
                device.bdf().toString(),
                new Plan(about, List.of(new PlannedStep(device.bdf().toString(), step))));
        String files = "bus/pci/devices/" + device.bdf();
        if (writes > 0) {
            write(files + "/driver_override", VFIO);
        }
        if (writes > 1) {
            write("bus/pci/drivers/" + device.driver() + "/unbind", device.bdf().toString());
            awaitDriver(device.bdf(), null);
        }
        if (writes > 2) {
            write("bus/pci/drivers_probe", device.bdf().toString());
            awaitDriver(device.bdf(), VFIO);
        }
        if (writes > 3) {
            Files.writeString(
                    state.resolve(device.bdf() + ".journal"),
                    "{\"applied\":0,\"micros\":1}\n{\"complete\":true}\n{\"app",
                    StandardOpenOption.APPEND);
        }
    }

    private void awaitDriver(Bdf bdf, String driver) throws InterruptedException {
        for (int i = 0; i < 1000 && !Objects.equals(device(bdf).driver(), driver); i++) {
            Thread.sleep(10);
        }
        assertThat(device(bdf).driver()).isEqualTo(driver);
    }
}
