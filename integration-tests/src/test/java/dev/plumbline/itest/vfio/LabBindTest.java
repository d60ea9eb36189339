package dev.plumbline.itest.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciInventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;

/** The contract on the device lab's real kernel. */
@Tag("lab")
class LabBindTest extends BindContract {
    @Override
    HostBed makeBed() {
        return new Bed();
    }

    private static final class Bed implements HostBed {
        @Override
        public Sysroot sysroot() {
            return Sysroot.host();
        }

        @Override
        public Bdf plain() {
            return Bdf.parse("01:00.0");
        }

        @Override
        public List<Bdf> shared() {
            return List.of(Bdf.parse("04:00.0"), Bdf.parse("04:00.1"));
        }

        @Override
        public Bdf driverless() {
            return Bdf.parse("0f:00.0");
        }

        @Override
        public Bdf bridge() {
            return Bdf.parse("07:00.0");
        }

        @Override
        public Bdf behindBridge() {
            return Bdf.parse("08:02.0");
        }

        @Override
        public AutoCloseable hold(Bdf bdf) throws Exception {
            String node = PciInventory.read(Sysroot.host()).require(bdf).groupNode();
            Process process = new ProcessBuilder("bash", "-c", "exec 3<>\"$0\" && exec sleep 100", node).start();
            Path program = Path.of("/proc/" + process.pid() + "/comm");
            for (int i = 0; i < 500 && !Files.readString(program).strip().equals("sleep"); i++) {
                Thread.sleep(20);
            }
            return () -> {
                process.destroyForcibly();
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("process " + process.pid() + " does not end");
                }
            };
        }

        @Override
        public void close() {
            // The machine stays as it is.
        }
    }
}
