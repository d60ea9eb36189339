package dev.plumbline.itest.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.itest.lab.NodeHolder;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.PciInventory;
import java.nio.file.Path;
import java.util.List;
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
            return NodeHolder.of(Path.of(node));
        }

        @Override
        public void close() {
            // The machine stays as it is.
        }
    }
}
