package dev.plumbline.itest.lab;

import dev.plumbline.host.Sysroot;
import dev.plumbline.itest.sriov.VfCountContract;
import dev.plumbline.vfio.Bdf;
import org.junit.jupiter.api.Tag;

/** The contract on the lab's NVMe controller. */
@Tag("lab")
class NvmeVfCountLabTest extends VfCountContract {
    @Override
    protected Sysroot sysroot() {
        return Sysroot.host();
    }

    @Override
    protected Bdf pf() {
        return LabFunction.NVME.bdf();
    }

    @Override
    protected void driver(boolean bound) {
        if (bound) {
            LabFunction.NVME.probe();
        } else {
            LabFunction.NVME.unbind();
        }
    }
}
