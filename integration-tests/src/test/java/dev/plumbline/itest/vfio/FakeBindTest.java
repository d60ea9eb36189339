package dev.plumbline.itest.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a host of files. */
class FakeBindTest extends BindContract {
    @TempDir
    private Path root;

    @Override
    HostBed makeBed() {
        return new Bed(root);
    }

    private static final class Bed implements HostBed {
        private final FakeHost host;
        private final FakeKernel kernel;

        Bed(Path root) {
            host = new FakeHost(root);
            host.function("0000:00:01.0", "060400", "8086", "0001")
                    .headerType(1)
                    .driver("pcieport")
                    .group(3);
            host.function("0000:01:00.0", "020000", "8086", "10d3")
                    .driver("e1000e")
                    .group(1);
            host.function("0000:02:00.0", "030200", "10de", "2330")
                    .driver("nvidia")
                    .group(2);
            host.function("0000:02:00.1", "040300", "10de", "22bd")
                    .driver("snd_hda_intel")
                    .group(2);
            host.function("0000:03:00.0", "020000", "8086", "100e")
                    .driver("e1000")
                    .group(3);
            host.function("0000:04:00.0", "068000", "10de", "22a3").group(4);
            kernel = new FakeKernel(host).start();
        }

        @Override
        public Sysroot sysroot() {
            return host.sysroot();
        }

        @Override
        public Bdf plain() {
            return Bdf.parse("01:00.0");
        }

        @Override
        public List<Bdf> shared() {
            return List.of(Bdf.parse("02:00.0"), Bdf.parse("02:00.1"));
        }

        @Override
        public Bdf driverless() {
            return Bdf.parse("04:00.0");
        }

        @Override
        public Bdf bridge() {
            return Bdf.parse("00:01.0");
        }

        @Override
        public Bdf behindBridge() {
            return Bdf.parse("03:00.0");
        }

        @Override
        public AutoCloseable hold(Bdf bdf) throws Exception {
            host.file("proc/77/comm", "qemu-system-x86");
            host.link("proc/77/fd/9", "/dev/vfio/1");
            Path fd = host.root().resolve("proc/77/fd/9");
            return () -> Files.delete(fd);
        }

        @Override
        public void close() {
            kernel.close();
        }
    }
}
