package dev.plumbline.itest.vfio;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import java.util.List;

/**
 * A host whose devices may be bound: one of files with a {@link FakeKernel}, or a machine with real ones. All functions are
 * unused, and on the drivers that the host gave them unless said otherwise; after a test they must be so again.
 */
public interface HostBed extends AutoCloseable {
    /** {@return the root of the file trees} */
    Sysroot sysroot();

    /** {@return a function on a driver, alone in its group} */
    Bdf plain();

    /** {@return two endpoints of one group, at least the first on a driver} */
    List<Bdf> shared();

    /** {@return a function without a driver, alone in its group} */
    Bdf driverless();

    /** {@return a bridge that is in one group with {@link #behindBridge}} */
    Bdf bridge();

    /** {@return an endpoint of that group} */
    Bdf behindBridge();

    /** {@return something that keeps the VFIO node of a function open until it is closed} */
    AutoCloseable hold(Bdf bdf) throws Exception;

    @Override
    void close();
}
