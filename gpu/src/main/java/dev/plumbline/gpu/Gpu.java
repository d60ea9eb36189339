package dev.plumbline.gpu;

import dev.plumbline.vfio.DeviceDetails.MdevType;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.PciDevice;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A GPU with all that was found out about it.
 *
 * @param report the function, and whether a VM can have it
 * @param companions what belongs to it
 * @param use what the host uses it for
 * @param vgpuTypes the kinds of virtual GPUs that can be made of it, with how many of each there is room for
 * @param vgpu the kind of virtual GPU that it is, if it is a virtual function that was made one
 * @param mig whether it can be cut into MIG instances, by what is known of it or by what its driver says
 * @param nvidia what NVIDIA's driver says of it, if that drives it
 * @param hive which AMD GPUs it is joined to by XGMI: those with the same one; null where its driver does not say
 * @param findings what to know before it is given to a VM
 */
public record Gpu(
        DeviceReport report,
        List<Companion> companions,
        GpuUse use,
        List<MdevType> vgpuTypes,
        @Nullable String vgpu,
        boolean mig,
        @Nullable NvidiaProc nvidia,
        @Nullable String hive,
        List<Finding> findings) {
    public Gpu {
        companions = List.copyOf(companions);
        vgpuTypes = List.copyOf(vgpuTypes);
        findings = List.copyOf(findings);
    }

    /** {@return the function} */
    public PciDevice function() {
        return report.device();
    }

    /** {@return its companions in one place} */
    public Stream<PciDevice> companions(Companion.Place place) {
        return companions.stream()
                .filter(companion -> companion.place() == place)
                .map(Companion::function);
    }
}
