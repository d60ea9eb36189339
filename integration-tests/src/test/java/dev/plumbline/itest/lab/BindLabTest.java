package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.vfio.BindPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real kernel adds to the contract of binding: its nodes, its links, and drivers of other kinds. */
@Tag("lab")
class BindLabTest extends LabBed {
    static Stream<LabFunction> displays() {
        return Stream.of(LabFunction.LONE_DISPLAY, LabFunction.VIRTIO_DISPLAY);
    }

    @ParameterizedTest
    @MethodSource("displays")
    void aDisplayIsBoundAndRestored(LabFunction function) {
        bind(function);
        assertThat(function.driver()).isEqualTo("vfio-pci");
        assertThat(function.groupNode()).exists();
        assertThat(show(function).verdict().ok()).isTrue();
        restore(function);
        assertThat(function.groupNode()).doesNotExist();
        assertAsBefore();
    }

    @Test
    void aLinkGoesAndComesBackWithItsDriver() {
        assertThat(LabFunction.NIC.netdevs()).hasSize(1);
        bind(LabFunction.NIC);
        assertThat(LabFunction.NIC.netdevs()).isEmpty();
        restore(LabFunction.NIC);
        assertThat(LabFunction.NIC.netdevs()).hasSize(1);
    }

    @Test
    void aSwitchPortInTheGroupKeepsItsDriver() {
        LabFunction port = new LabFunction("0000:0a:00.0");
        bind(LabFunction.SWITCHED_NIC);
        assertThat(port.driver()).isEqualTo("pcieport");
        assertThat(show(LabFunction.SWITCHED_NIC).verdict().groupViable()).isTrue();
        assertThat(show(LabFunction.SWITCHED_NIC).verdict().ok()).isTrue();
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
