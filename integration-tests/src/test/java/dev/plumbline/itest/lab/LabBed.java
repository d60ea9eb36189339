package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Step;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.SriovSteps;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.VfioSteps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lab's devices with a state directory of the test's own. After each test everything is restored, and every function
 * of the machine must have the driver and the override that it had before: half of what is tested is checked here.
 */
abstract class LabBed {
    /** The emulated machine is slow, and at times the one beneath it too. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private SortedMap<String, String> before;
    private HostDevices devices;

    @TempDir
    private Path state;

    @BeforeEach
    void remember() {
        before = LabFunction.states();
        List<Class<? extends Step>> steps = new ArrayList<>(VfioSteps.ALL);
        steps.addAll(SriovSteps.ALL);
        devices = HostDevices.of(Sysroot.host(), state, steps, SriovDevices::provide);
    }

    @AfterEach
    void restoreAll() {
        try {
            devices.restoreAll(LIMIT);
            assertAsBefore();
        } finally {
            // The next test shall not fail for this one's reason.
            before.forEach((address, found) -> {
                LabFunction function = new LabFunction(address);
                if (function.exists() && !found.equals(LabFunction.states().get(address))) {
                    function.restoreByHand();
                }
            });
        }
    }

    void assertAsBefore() {
        assertThat(LabFunction.states()).isEqualTo(before);
    }

    HostDevices devices() {
        return devices;
    }

    Path state() {
        return state;
    }

    BindReport bind(LabFunction... functions) {
        return bind(BindPolicy.DEFAULT, functions);
    }

    BindReport bind(BindPolicy policy, LabFunction... functions) {
        return devices.bind(Stream.of(functions).map(LabFunction::bdf).toList(), policy, LIMIT);
    }

    BindReport restore(LabFunction function) {
        return devices.restore(List.of(function.bdf()), LIMIT);
    }

    DeviceReport show(LabFunction function) {
        return devices.show(List.of(function.bdf())).get(0);
    }

    static Problem problem(Runnable work) {
        return catchThrowableOfType(PlumblineException.class, work::run).problem();
    }
}
