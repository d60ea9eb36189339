package dev.plumbline.itest.vfio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import dev.plumbline.vfio.cli.VfioBind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program is killed while it binds a group of two, as soon as one of them is seen in a state on the way. */
class KilledBindTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path root;

    @TempDir
    private Path state;

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "02:00.0, nvidia, vfio-pci",
                "02:00.0, none, vfio-pci",
                "02:00.0, vfio-pci, vfio-pci",
                "02:00.1, none, vfio-pci",
                "02:00.1, vfio-pci, vfio-pci"
            })
    void restoringFinishesTheWayBack(String bdf, String driver, String override) throws Exception {
        FakeHost fake = new FakeHost(root);
        fake.function("0000:02:00.0", "030200", "10de", "2330").driver("nvidia").group(2);
        fake.function("0000:02:00.1", "040300", "10de", "22bd").group(2);
        try (FakeKernel kernel = new FakeKernel(fake).taking(60).start()) {
            Process program = new ProcessBuilder(
                            "java",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            VfioBind.class.getName(),
                            "bind",
                            "02:00.0",
                            "--sysroot",
                            root.toString(),
                            "--state",
                            state.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                for (int i = 0; i < 10_000 && !isSeen(fake, Bdf.parse(bdf), driver, override); i++) {
                    Thread.sleep(2);
                }
            } finally {
                var unused = program.destroyForcibly();
                assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            kernel.taking(2);
            HostDevices host = HostDevices.of(fake.sysroot(), state);
            assertThat(host.restoreAll(LIMIT).steps()).isNotEmpty();
            PciInventory after = PciInventory.read(fake.sysroot());
            assertThat(after.require(Bdf.parse("02:00.0")).driver()).isEqualTo("nvidia");
            assertThat(after.require(Bdf.parse("02:00.1")).driver()).isNull();
            assertThat(after.devices()).extracting(PciDevice::override).containsOnlyNulls();
            try (var files = Files.list(state)) {
                assertThat(files.map(file -> file.getFileName().toString()).toList())
                        .isEqualTo(List.of("locks"));
            }
        }
    }

    private static boolean isSeen(FakeHost fake, Bdf bdf, String driver, String override) {
        PciDevice device = PciInventory.read(fake.sysroot()).require(bdf);
        return Objects.equals(device.driver(), driver) && Objects.equals(device.override(), override);
    }
}
