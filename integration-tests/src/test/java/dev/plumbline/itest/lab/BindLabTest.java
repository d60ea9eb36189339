package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.host.change.StepOutcome.Outcome;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.BindReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions come to VFIO and back on a real kernel. */
@Tag("lab")
class BindLabTest extends LabBed {
    private static final BindPolicy ONLY = new BindPolicy(true, false, null);

    static Stream<LabFunction> loneFunctions() {
        return Stream.of(LabFunction.NIC, LabFunction.LONE_DISPLAY, LabFunction.EDU);
    }

    @ParameterizedTest
    @MethodSource("loneFunctions")
    void aFunctionAloneInItsGroupIsBoundAndRestored(LabFunction function) {
        assertThat(show(function).verdict().ok()).isFalse();
        assertThat(show(function).verdict().bindable()).isTrue();

        BindReport bound = bind(function);
        assertThat(bound.steps())
                .extracting(StepOutcome::object, StepOutcome::outcome)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(function.address(), Outcome.APPLIED));
        assertThat(function.driver()).isEqualTo("vfio-pci");
        assertThat(function.groupNode()).exists();
        assertThat(show(function).verdict().ok()).isTrue();
        assertThat(show(function).journal()).isNotNull();

        restore(function);
        assertThat(function.groupNode()).doesNotExist();
        assertThat(show(function).journal()).isNull();
        assertAsBefore();
    }

    @Test
    void aLinkComesBackWithItsDriver() {
        List<String> links = LabFunction.NIC.netdevs();
        assertThat(links).hasSize(1);
        bind(LabFunction.NIC);
        assertThat(LabFunction.NIC.netdevs()).isEmpty();
        restore(LabFunction.NIC);
        assertThat(LabFunction.NIC.netdevs()).hasSize(1);
    }

    @Test
    void bindingWhatIsBoundDoesNothing() {
        bind(LabFunction.EDU);
        assertThat(bind(LabFunction.EDU).steps())
                .extracting(StepOutcome::outcome)
                .containsExactly(Outcome.ALREADY);
        restore(LabFunction.EDU);
        assertThat(restore(LabFunction.EDU).steps()).isEmpty();
        assertAsBefore();
    }

    @Test
    void aDisplayAndItsAudioFunctionGoTogether() {
        bind(LabFunction.DISPLAY);
        assertThat(LabFunction.DISPLAY.driver()).isEqualTo("vfio-pci");
        assertThat(LabFunction.AUDIO.driver()).isEqualTo("vfio-pci");
        assertThat(show(LabFunction.DISPLAY).verdict().groupViable()).isTrue();
        restore(LabFunction.AUDIO);
        assertAsBefore();
    }

    @Test
    void oneFunctionOfAGroupAloneDoesNotMakeItViable() {
        bind(ONLY, LabFunction.DISPLAY);
        assertThat(LabFunction.AUDIO.driver()).isEqualTo("snd_hda_intel");
        assertThat(show(LabFunction.DISPLAY).verdict().groupViable()).isFalse();
        assertThat(show(LabFunction.DISPLAY).verdict().ok()).isFalse();
    }

    @Test
    void theFunctionsBehindABridgeAreBoundAndTheBridgeIsLeftAlone() {
        bind(LabFunction.BRIDGED_EDU);
        assertThat(LabFunction.BRIDGED_EDU.driver()).isEqualTo("vfio-pci");
        assertThat(LabFunction.BRIDGED_NIC.driver()).isEqualTo("vfio-pci");
        assertThat(LabFunction.BRIDGE.driver()).isEqualTo("none");
        assertThat(show(LabFunction.BRIDGED_EDU).verdict().groupViable()).isTrue();
        restore(LabFunction.BRIDGED_EDU);
        assertAsBefore();
    }

    @Test
    void anOverrideThatWasSetBeforeIsPutBack() {
        LabFunction.NIC.write("driver_override", "e1000e\n");
        try {
            bind(LabFunction.NIC);
            assertThat(LabFunction.NIC.override()).isEqualTo("vfio-pci");
            restore(LabFunction.NIC);
            assertThat(LabFunction.NIC.driver()).isEqualTo("e1000e");
            assertThat(LabFunction.NIC.override()).isEqualTo("e1000e");
        } finally {
            LabFunction.NIC.write("driver_override", "\n");
        }
    }

    @Test
    void aDriverThatDoesNotTakeTheFunctionLeavesItAsItWas() {
        BindPolicy wrong = new BindPolicy(false, false, "virtio-pci");
        Problem problem = problem(() -> devices().bind(List.of(LabFunction.NIC.bdf()), wrong, Duration.ofSeconds(3)));
        assertThat(problem.kind()).isEqualTo(Kind.UNDONE);
        assertThat(problem.text()).contains("virtio-pci");
        assertAsBefore();
    }
}
