package dev.plumbline.itest.sriov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Plan;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StepCatalog;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.netlink.route.VfSettings;
import dev.plumbline.sriov.PfLink;
import dev.plumbline.sriov.PfName;
import dev.plumbline.sriov.SetVf;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.SriovSteps;
import dev.plumbline.sriov.VfAdmin;
import dev.plumbline.sriov.VfSetting;
import dev.plumbline.sriov.VfsReport;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.HostDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was set of virtual functions is written down once, and taken back to what was in the very beginning. */
class VfJournalTest {
    private static final Bdf PF = Bdf.parse("0000:3b:00.0");
    private static final PfLink LINK = new PfLink(PF.toString(), 0, "ens1f0", 7);
    private static final PfName NAME = new PfName(PF, null);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    @TempDir
    private Path state;

    private final FakeVfAdmin driver = new FakeVfAdmin(LINK, 0, 1);

    @BeforeEach
    void make() throws IOException {
        Path devices = root.resolve("sys/bus/pci/devices");
        Path pf = devices.resolve(PF.toString());
        Files.createDirectories(pf.resolve("net/ens1f0"));
        Files.createDirectories(root.resolve("sys/bus/pci/drivers/ice"));
        Files.writeString(pf.resolve("sriov_totalvfs"), "8\n");
        Files.writeString(pf.resolve("sriov_numvfs"), "2\n");
        Files.writeString(pf.resolve("net/ens1f0/ifindex"), "7\n");
        Files.createSymbolicLink(pf.resolve("driver"), Path.of("../../drivers/ice"));
        for (int i = 0; i < 2; i++) {
            Path vf = devices.resolve("0000:3b:01." + i);
            Files.createDirectories(vf);
            Files.createSymbolicLink(vf.resolve("physfn"), Path.of("../" + PF));
            Files.createSymbolicLink(pf.resolve("virtfn" + i), Path.of("../" + vf.getFileName()));
        }
    }

    @Test
    void theReportHasWhatTheDriverTells() {
        VfsReport report = set(1, Map.of(VfSetting.VLAN, "100:3:802.1ad", VfSetting.TRUST, "on"));
        assertThat(report.steps()).extracting(step -> step.outcome().toString()).containsExactly("applied");
        assertThat(report.vfs()).singleElement().satisfies(vf -> {
            assertThat(vf.vf().index()).isEqualTo(1);
            assertThat(vf.settings())
                    .containsEntry(VfSetting.VLAN, "100:3:802.1ad")
                    .containsEntry(VfSetting.TRUST, "on")
                    .containsEntry(VfSetting.SPOOFCHK, "off");
        });
        assertThat(devices().show(NAME).vfs().get(0).settings()).containsEntry(VfSetting.TRUST, "off");
    }

    @Test
    void severalChangesAreTakenBackToWhatWasBeforeTheFirst() {
        Map<VfSetting, String> zeroth = has(0);
        Map<VfSetting, String> first = has(1);
        var vlan = set(1, Map.of(VfSetting.VLAN, "100:0:802.1q"));
        var again = set(1, Map.of(VfSetting.VLAN, "200:0:802.1q", VfSetting.TRUST, "on"));
        var other = set(0, Map.of(VfSetting.SPOOFCHK, "on"));
        assertThat(Stream.of(vlan, again, other).map(VfsReport::steps))
                .allSatisfy(steps -> assertThat(steps).hasSize(1));
        assertThat(journals()).containsExactly(SriovDevices.journal(PF) + ".journal");

        BindReport restored = restoreAll();
        assertThat(restored.steps()).extracting(StepOutcome::step).containsExactly("SetVf", "SetVf");
        assertThat(has(0)).isEqualTo(zeroth);
        assertThat(has(1)).isEqualTo(first);
        assertThat(journals()).isEmpty();
    }

    @Test
    void onePhysicalFunctionIsRestoredByItself() {
        Map<VfSetting, String> first = has(1);
        var unused = set(1, Map.of(VfSetting.TRUST, "on"));
        assertThat(devices().restore(NAME, LIMIT).steps()).hasSize(1);
        assertThat(has(1)).isEqualTo(first);
        assertThat(devices().restore(NAME, LIMIT).steps()).isEmpty();
        assertThat(journals()).isEmpty();
    }

    @Test
    void goingBackByHandLeavesNothingToRestore() {
        var unused = set(1, Map.of(VfSetting.TRUST, "on"));
        var other = set(0, Map.of(VfSetting.TRUST, "on"));
        var back = set(1, Map.of(VfSetting.TRUST, "off"));
        assertThat(back.vfs().get(0).settings()).containsEntry(VfSetting.TRUST, "off");
        assertThat(journals()).hasSize(1);
        var last = set(0, Map.of(VfSetting.TRUST, "off"));
        assertThat(last.vfs().get(0).settings()).containsEntry(VfSetting.TRUST, "off");
        assertThat(other.steps()).hasSize(1);
        assertThat(journals()).isEmpty();
    }

    @Test
    void whatIsSetAlreadyIsNotWrittenDown() {
        assertThat(set(1, Map.of(VfSetting.TRUST, "off")).steps())
                .extracting(step -> step.outcome().toString())
                .containsExactly("already");
        assertThat(journals()).isEmpty();
    }

    @Test
    void aRefusalLeavesTheOtherSettingsAndTheJournalAsTheyWere() {
        driver.without(VfSetting.TRUST);
        var unused = set(1, Map.of(VfSetting.SPOOFCHK, "on"));
        PlumblineException e = catchThrowableOfType(
                PlumblineException.class, () -> set(1, Map.of(VfSetting.VLAN, "5:0:802.1q", VfSetting.TRUST, "on")));
        assertThat(e.problem().kind()).isEqualTo(Kind.UNDONE);
        assertThat(e.problem().code()).isEqualTo("VF_SETTING_UNSUPPORTED");
        assertThat(has(1)).containsEntry(VfSetting.VLAN, "0:0:802.1q").containsEntry(VfSetting.SPOOFCHK, "on");
        var restored = restoreAll();
        assertThat(restored.steps()).hasSize(1);
        assertThat(has(1)).containsEntry(VfSetting.SPOOFCHK, "off");
    }

    @Test
    void aChangeThatWasCutOffIsTakenBackBeforeTheNext() {
        SetVf cutOff =
                SetVf.from(has(1), LINK, 1, Map.of(VfSetting.VLAN, "9:0:802.1q", VfSetting.MAC, "02:00:00:00:00:09"));
        Plan plan = new Plan(JsonNodeFactory.instance.objectNode(), List.of(new PlannedStep("vf 1 port 0", cutOff)));
        var unused = new StateDirectory(state, new StepCatalog(SriovSteps.ALL)).create(SriovDevices.journal(PF), plan);
        driver.set("half of it", LINK, VfSettings.of(1).vlan(9, 0));
        var next = set(1, Map.of(VfSetting.TRUST, "on"));
        assertThat(next.vfs().get(0).settings())
                .containsEntry(VfSetting.VLAN, "0:0:802.1q")
                .containsEntry(VfSetting.TRUST, "on");
        var restored = restoreAll();
        assertThat(restored.steps()).hasSize(1);
        assertThat(has(1)).containsEntry(VfSetting.TRUST, "off");
    }

    private VfsReport set(int index, Map<VfSetting, String> wanted) {
        return devices().set(NAME, index, wanted, LIMIT);
    }

    private Map<VfSetting, String> has(int number) {
        return driver.vfs(LINK).stream()
                .filter(vf -> vf.number() == number)
                .findFirst()
                .map(VfSetting::of)
                .orElseThrow();
    }

    private SriovDevices devices() {
        return SriovDevices.of(new Sysroot(root), state, this::provide);
    }

    private void provide(Scope scope) {
        scope.provide(VfAdmin.class, () -> driver);
    }

    private BindReport restoreAll() {
        return HostDevices.of(new Sysroot(root), state, SriovSteps.ALL, this::provide)
                .restoreAll(LIMIT);
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
}
