package dev.plumbline.itest.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.DeviceReport;
import dev.plumbline.runtime.PlugVfio;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.RecoveryReport.Action;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.vmm.qemu.QmpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Host devices go into a VM, and come back out of it to the drivers that they had. The VM has only firmware. */
@Tag("lab")
class PlugLabTest extends LabBed {
    private static final String NETNS = "plug-lab";
    private static final Duration SOON = Duration.ofSeconds(4);

    @TempDir
    private static Path directory;

    private static NestedGuest guest;

    @BeforeAll
    static void boot() throws IOException, InterruptedException {
        run("ip", "netns", "add", NETNS);
        // Reset as a VM is that somebody resets; the lab's other guests end then.
        start();
    }

    private static void start() throws IOException, InterruptedException {
        guest = NestedGuest.start(
                directory,
                "-qmp",
                "unix:" + directory.resolve("side") + ",server=on,wait=off",
                "-action",
                "reboot=reset");
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        guest.close();
        run("ip", "netns", "del", NETNS);
    }

    private Plumbline plumbline;

    @BeforeEach
    void attach() {
        plumbline = Plumbline.at(state());
        plumbline.attach(AttachRequest.of("lab", NETNS).withQmp(guest.qmp()));
    }

    /** A guest without an operating system lets a device go when it is reset. */
    @AfterEach
    void detach() throws InterruptedException {
        if (plumbline.find("lab").isPresent()) {
            try (Resetting resetting = new Resetting()) {
                plumbline.detach("lab", LIMIT);
            }
        }
        assertAsBefore();
    }

    @Test
    void aFunctionIsBoundAndPluggedAndUnpluggedAndRestored() throws InterruptedException {
        SandboxReport plugged = plug(LabFunction.NIC);
        DeviceReport nic = plugged.devices().get(0);
        assertThat(nic.bdf()).isEqualTo(LabFunction.NIC.address());
        assertThat(nic.group()).isEqualTo(LabFunction.NIC.group());
        assertThat(plugged.steps())
                .extracting(StepOutcome::step, StepOutcome::object)
                .containsExactly(
                        tuple("BindDriver", LabFunction.NIC.address()), tuple("PlugVfio", "vfio-0000-01-00.0"));
        assertThat(LabFunction.NIC.driver()).isEqualTo("vfio-pci");
        assertThat(inTheGuest()).containsExactly(nic.guest().device());
        assertThat(plumbline.show("lab").devices()).containsExactly(nic);
        assertThat(plumbline.verify("lab", LIMIT).differences()).isEmpty();
        assertThat(devices()
                        .show(List.of(LabFunction.NIC.bdf()))
                        .get(0)
                        .holder()
                        .pid())
                .isEqualTo((int) guest.pid());

        assertThat(plug(LabFunction.NIC).devices()).as("again").containsExactly(nic);

        try (Resetting resetting = new Resetting()) {
            assertThat(plumbline.unplug("lab", nic.id(), LIMIT).devices()).isEmpty();
        }
        assertThat(inTheGuest()).isEmpty();
        assertThat(LabFunction.NIC.driver()).isEqualTo("e1000e");
    }

    @Test
    void aGroupGoesInAndComesOutTogether() throws InterruptedException {
        SandboxReport plugged = plug(LabFunction.AUDIO);
        assertThat(plugged.devices())
                .extracting(DeviceReport::bdf)
                .containsExactly(LabFunction.DISPLAY.address(), LabFunction.AUDIO.address());
        assertThat(plugged.devices())
                .extracting(device -> device.guest().pciPath())
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(inTheGuest()).hasSize(2);
        try (Resetting resetting = new Resetting()) {
            assertThat(plumbline
                            .unplug("lab", LabFunction.DISPLAY.address(), LIMIT)
                            .devices())
                    .isEmpty();
        }
        assertThat(inTheGuest()).isEmpty();
        assertAsBefore();
    }

    @Test
    void aPortInTheMiddleIsUsedAgain() throws InterruptedException {
        String first = path(plug(LabFunction.NIC), LabFunction.NIC);
        String second = path(plug(LabFunction.EDU), LabFunction.EDU);
        String third = path(plug(LabFunction.LONE_DISPLAY), LabFunction.LONE_DISPLAY);
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(problem(() -> plug(LabFunction.NVME)).code()).isEqualTo("NO_FREE_PORT");
        assertThat(LabFunction.NVME.driver()).as("nothing was changed").isEqualTo("nvme");
        try (Resetting resetting = new Resetting()) {
            plumbline.unplug("lab", LabFunction.EDU.address(), LIMIT);
        }
        assertThat(path(plug(LabFunction.EDU), LabFunction.EDU)).isEqualTo(second);
    }

    @Test
    void aGuestThatDoesNotLetGoIsGivenUpInTimeAndRecoveredLater() throws InterruptedException {
        plug(LabFunction.NIC);
        Problem kept = problem(() -> plumbline.unplug("lab", LabFunction.NIC.address(), SOON));
        assertThat(kept.kind()).isEqualTo(Problem.Kind.NOT_UNDONE);
        assertThat(kept.code()).isEqualTo("UNPLUG_NOT_ANSWERED");
        assertThat(kept.fix()).contains("system_reset").contains("recover");
        assertThat(LabFunction.NIC.driver()).as("the VM still has it").isEqualTo("vfio-pci");

        try (Resetting resetting = new Resetting()) {
            assertThat(plumbline.recover("lab", LIMIT).action()).isEqualTo(Action.FINISHED);
        }
        assertThat(LabFunction.NIC.driver()).isEqualTo("e1000e");
        assertThat(plumbline.show("lab").devices()).isEmpty();
    }

    @Test
    void whatFailsHalfWayIsUndone() {
        Plumbline failing = plumbline.observedBy(new StepObserver() {
            @Override
            public void applied(Step step, StepOutcome outcome) {
                if (step instanceof PlugVfio plug && plug.plug().host().equals(LabFunction.NIC.address())) {
                    guest.close(); // the VM dies just then
                    throw new IllegalStateException("the VM has died");
                }
            }
        });
        try {
            Problem undone = problem(() -> failing.plug("lab", new Pluggable.Pci(LabFunction.NIC.bdf()), LIMIT));
            assertThat(undone.kind()).isEqualTo(Problem.Kind.UNDONE);
            assertThat(LabFunction.NIC.driver()).isEqualTo("e1000e");
        } finally {
            bootAgain();
        }
    }

    @Test
    void aDeviceInUseIsRefused() {
        LabFunction.LONE_DISPLAY.bindByHand("vfio-pci");
        try (var held = java.nio.channels.FileChannel.open(
                LabFunction.LONE_DISPLAY.groupNode(),
                java.nio.file.StandardOpenOption.READ,
                java.nio.file.StandardOpenOption.WRITE)) {
            Problem refused = problem(() -> plug(LabFunction.LONE_DISPLAY));
            assertThat(refused.kind()).isEqualTo(Problem.Kind.REFUSED);
            assertThat(refused.code()).isEqualTo("IN_USE_VFIO");
            assertThat(refused.text()).contains("pid " + ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            LabFunction.LONE_DISPLAY.restoreByHand();
        }
    }

    @Test
    void withoutAVmTheReportSaysHowToStartOne(@TempDir Path other) throws IOException, InterruptedException {
        plumbline.detach("lab", LIMIT);
        plumbline.attach(AttachRequest.of("lab", NETNS));
        List<String> arguments = plug(LabFunction.EDU).devices().get(0).coldPlug();
        assertThat(LabFunction.EDU.driver()).isEqualTo("vfio-pci");
        try (NestedGuest started = NestedGuest.start(other, arguments.toArray(String[]::new));
                QmpClient monitor = QmpClient.connect(started.qmp(), Deadline.after(LIMIT))) {
            assertThat(NestedGuest.functions(monitor, Deadline.after(LIMIT))
                            .map(function -> function.path("qdev_id").asText()))
                    .contains("vfio-0000-0f-00.0");
        }
        plumbline.unplug("lab", LabFunction.EDU.address(), LIMIT);
        assertAsBefore();
    }

    @Test
    void aLinkThatIsAFunctionIsPassedThroughAndComesBackToThePodAsItWas() throws IOException, InterruptedException {
        plumbline.detach("lab", LIMIT);
        String link = LabFunction.NIC.netdevs().get(0);
        String namespace = "plug-lab-pod";
        run("ip", "netns", "add", namespace);
        try {
            run("ip", "link", "set", link, "netns", namespace, "name", "eth7");
            run("ip", "-n", namespace, "link", "set", "eth7", "mtu", "1400", "up");
            run("ip", "-n", namespace, "addr", "add", "10.9.8.2/24", "dev", "eth7");
            run("ip", "-n", namespace, "route", "add", "10.77.0.0/16", "via", "10.9.8.1", "metric", "7");
            SandboxReport attached =
                    plumbline.attach(AttachRequest.of("pod", namespace).withQmp(guest.qmp()));
            try {
                assertThat(attached.nics()).singleElement().satisfies(nic -> {
                    assertThat(nic.model()).isEqualTo("vfio");
                    assertThat(nic.link()).isEqualTo("eth7");
                    assertThat(nic.addresses()).contains("10.9.8.2/24");
                    assertThat(nic.guest().pciPath()).isNotNull();
                });
                assertThat(attached.devices())
                        .extracting(DeviceReport::id, DeviceReport::bdf)
                        .containsExactly(tuple("eth7", LabFunction.NIC.address()));
                assertThat(LabFunction.NIC.driver()).isEqualTo("vfio-pci");
                assertThat(plumbline.verify("pod", LIMIT).differences()).isEmpty();
                assertThat(plumbline
                                .attach(AttachRequest.of("pod", namespace).withQmp(guest.qmp()))
                                .nics())
                        .as("again")
                        .isEqualTo(attached.nics());
            } finally {
                try (Resetting resetting = new Resetting()) {
                    plumbline.detach("pod", LIMIT);
                }
            }
            assertThat(output("ip", "-n", namespace, "-o", "addr", "show", "dev", "eth7"))
                    .contains("10.9.8.2/24");
            assertThat(output("ip", "-n", namespace, "-o", "link", "show", "dev", "eth7"))
                    .contains("mtu 1400");
            assertThat(output("ip", "-n", namespace, "route")).contains("10.77.0.0/16 via 10.9.8.1 dev eth7 metric 7");
            run("ip", "-n", namespace, "link", "set", "eth7", "down");
            run("ip", "-n", namespace, "link", "set", "eth7", "netns", "1", "name", link);
        } finally {
            run("ip", "netns", "del", namespace);
        }
    }

    private SandboxReport plug(LabFunction function) {
        return plumbline.plug("lab", new Pluggable.Pci(function.bdf()), LIMIT);
    }

    private static String path(SandboxReport report, LabFunction function) {
        return report.devices().stream()
                .filter(device -> device.bdf().equals(function.address()))
                .map(device -> String.valueOf(device.guest().pciPath()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> inTheGuest() {
        try (QmpClient side = QmpClient.connect(directory.resolve("side"), Deadline.after(LIMIT))) {
            return NestedGuest.functions(side, Deadline.after(LIMIT))
                    .map(function -> function.path("qdev_id").asText())
                    .filter(id -> id.startsWith("vfio-"))
                    .sorted()
                    .toList();
        }
    }

    private static void bootAgain() {
        try {
            for (String socket : List.of("qmp", "side")) {
                Files.deleteIfExists(directory.resolve(socket));
            }
            start();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return text;
    }

    /** Resets the guest each second meanwhile. */
    private static final class Resetting implements AutoCloseable {
        private final Thread thread = new Thread(this::run, "resetting");
        private volatile boolean closed;

        Resetting() {
            thread.start();
        }

        private void run() {
            try (QmpClient side = QmpClient.connect(directory.resolve("side"), Deadline.after(LIMIT))) {
                while (!closed) {
                    side.execute("system_reset", Map.of(), Deadline.after(LIMIT));
                    Thread.sleep(1000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            thread.join(LIMIT.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
