package dev.plumbline.itest.sriov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a tree of files. */
class FakeVfCountTest extends VfCountContract {
    @TempDir
    private Path root;

    @AutoClose
    private FakePf fake;

    private FakePf fake() {
        if (fake == null) {
            fake = new FakePf(root, 4);
        }
        return fake;
    }

    @AfterEach
    void theKernelHadNothingToRefuse() {
        assertThat(fake().faults()).isEmpty();
    }

    @Override
    protected Sysroot sysroot() {
        return fake().sysroot();
    }

    @Override
    protected Bdf pf() {
        return Bdf.parse(FakePf.BDF);
    }

    @Override
    protected void driver(boolean bound) {
        fake().bind(bound);
    }
}
