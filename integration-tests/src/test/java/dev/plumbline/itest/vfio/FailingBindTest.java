package dev.plumbline.itest.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.BindPolicy;
import dev.plumbline.vfio.BindReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a host when binding fails half-way, or is refused. */
class FailingBindTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Bdf GPU = Bdf.parse("02:00.0");
    private static final Bdf AUDIO = Bdf.parse("02:00.1");

    @TempDir
    private Path root;

    @TempDir
    private Path state;

    private FakeHost fake;
    private HostDevices host;

    @BeforeEach
    void make() {
        fake = new FakeHost(root);
        fake.function("0000:02:00.0", "030200", "10de", "2330").driver("nvidia").group(2);
        fake.function("0000:02:00.1", "040300", "10de", "22bd")
                .driver("snd_hda_intel")
                .group(2);
        host = HostDevices.of(fake.sysroot(), state);
    }

    private PlumblineException failure(Bdf bdf, BindPolicy policy) {
        return catchThrowableOfType(PlumblineException.class, () -> host.bind(List.of(bdf), policy, LIMIT));
    }

    private String state(Bdf bdf) {
        PciDevice device = PciInventory.read(fake.sysroot()).require(bdf);
        return device.driver() + " " + device.override();
    }

    private void assertUntouched() throws IOException {
        assertThat(state(GPU)).isEqualTo("nvidia null");
        assertThat(state(AUDIO)).isEqualTo("snd_hda_intel null");
        try (var files = Files.list(state)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".journal"));
        }
    }

    @Test
    void whenTheSecondOfAGroupIsNotTakenTheFirstComesBack() throws IOException {
        try (FakeKernel kernel =
                new FakeKernel(fake).refusing("vfio-pci", AUDIO.toString()).start()) {
            Problem problem = failure(GPU, BindPolicy.DEFAULT).problem();
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNDONE);
            assertThat(problem.object()).isEqualTo(AUDIO.toString());
            assertThat(problem.code()).isEqualTo("DRIVER_NOT_BOUND");
            assertUntouched();
        }
    }

    @Test
    void aWriteThatTheKernelRefusesIsToldInItsWordsAndUndone() throws IOException {
        fake.link("sys/bus/pci/drivers/snd_hda_intel/unbind", "/dev/full");
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            Problem problem = failure(GPU, BindPolicy.DEFAULT).problem();
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNDONE);
            assertThat(problem.why()).contains("No space left on device");
            assertUntouched();
        }
    }

    @Test
    void whatCannotBePutBackKeepsItsJournalAndIsPutBackLater() throws IOException {
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            BindReport unused = host.bind(List.of(GPU), BindPolicy.DEFAULT, LIMIT);
        }
        Path driver = root.resolve("sys/bus/pci/drivers/nvidia");
        Files.move(driver, root.resolve("nvidia"));
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            PlumblineException failed = catchThrowableOfType(PlumblineException.class, () -> host.restoreAll(LIMIT));
            assertThat(failed.problem().kind()).isEqualTo(Problem.Kind.NOT_UNDONE);
            assertThat(failed.problem().text()).contains("nvidia is not loaded");
            assertThat(failed.problem().fix()).contains("vfio-bind restore");
            assertThat(state(AUDIO)).isEqualTo("snd_hda_intel null");
        }
        Files.move(root.resolve("nvidia"), driver);
        // The first kernel's successor does not know what it would have bound by itself; the override says it.
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            assertThat(host.restoreAll(LIMIT).steps()).isNotEmpty();
            assertUntouched();
        }
    }

    @Test
    void withoutVfioLoadedNothingIsTouched() throws IOException {
        Files.delete(root.resolve("sys/bus/pci/drivers/vfio-pci/bind"));
        Files.delete(root.resolve("sys/bus/pci/drivers/vfio-pci/unbind"));
        Files.delete(root.resolve("sys/bus/pci/drivers/vfio-pci"));
        Problem problem = failure(GPU, new BindPolicy(false, true, null)).problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.code()).isEqualTo("DRIVER_MISSING");
        assertThat(problem.fix()).isEqualTo("modprobe vfio-pci");
        assertUntouched();
    }

    @Test
    void aSiblingInUseIsRefusedByNameAndBoundByForce() throws IOException {
        fake.function("0000:03:00.0", "020000", "8086", "10d3").driver("e1000e").group(3);
        fake.function("0000:03:00.1", "020000", "8086", "10d3")
                .driver("e1000e")
                .group(3)
                .netdev("eth7", 1);
        Bdf first = Bdf.parse("03:00.0");
        Problem problem = failure(first, BindPolicy.DEFAULT).problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.REFUSED);
        assertThat(problem.code()).isEqualTo("IN_USE_NETDEV");
        assertThat(problem.object()).isEqualTo("0000:03:00.1");
        assertThat(problem.message()).contains("eth7 is up");
        assertUntouched();
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            assertThat(host.bind(List.of(first), new BindPolicy(false, true, null), LIMIT)
                            .steps())
                    .hasSize(2);
            BindReport unused = host.restoreAll(LIMIT);
            assertThat(state(first)).isEqualTo("e1000e null");
        }
    }

    @Test
    void aVendorsDriverIsPreferredWhenItIsLoaded() throws IOException {
        fake.file("proc/sys/kernel/osrelease", "6.9.0");
        fake.file(
                "lib/modules/6.9.0/modules.alias",
                "alias pci:v000010DEd*sv*sd*bc03sc02i* nvidia\n"
                        + "alias vfio_pci:v000010DEd00002330sv*sd*bc*sc*i* nvgrace_gpu_vfio_pci");
        fake.driver("nvgrace-gpu-vfio-pci");
        try (FakeKernel kernel = new FakeKernel(fake).start()) {
            BindReport unusedBound = host.bind(List.of(GPU), BindPolicy.DEFAULT, LIMIT);
            assertThat(state(GPU)).startsWith("nvgrace-gpu-vfio-pci ");
            assertThat(state(AUDIO)).startsWith("vfio-pci ");
            assertThat(host.show(List.of(GPU)).get(0).verdict().ok()).isTrue();
            BindReport unused = host.restoreAll(LIMIT);
        }
        assertUntouched();
    }
}
