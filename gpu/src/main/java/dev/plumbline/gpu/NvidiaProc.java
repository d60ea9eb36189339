package dev.plumbline.gpu;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.SysDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What NVIDIA's driver says in {@code /proc/driver/nvidia} of a GPU that it drives.
 *
 * @param model what it calls it
 * @param uuid its UUID, as {@code nvidia-smi -L} prints it
 * @param minor the number of its node, {@code /dev/nvidiaN}
 * @param instances the instances that it is cut into; null where the driver has no directory for them. None does not tell
 *     whether MIG is off, on and unused, or unknown to the GPU: the driver makes the directory for all
 */
public record NvidiaProc(
        @Nullable String model,
        @Nullable String uuid,
        @Nullable Integer minor,
        @Nullable List<GpuInstance> instances) {
    /**
     * A MIG instance.
     *
     * @param id its number
     * @param computeInstances the numbers of the compute instances in it
     */
    public record GpuInstance(int id, List<Integer> computeInstances) {
        public GpuInstance {
            computeInstances = List.copyOf(computeInstances);
        }
    }

    public NvidiaProc {
        instances = instances == null ? null : List.copyOf(instances);
    }

    /** {@return whether it is cut into instances, which only a GPU with MIG can be} */
    boolean isCut() {
        return instances != null && !instances.isEmpty();
    }

    /** {@return what the driver says; nothing about a GPU that it does not drive} */
    static Optional<NvidiaProc> read(Sysroot sysroot, Bdf bdf) {
        return sysroot.read(sysroot.proc("driver/nvidia/gpus/" + bdf + "/information"))
                .map(information -> {
                    String number = field(information, "Device Minor");
                    long minor = number == null ? -1 : SysDirectory.parse(number, 10, -1);
                    boolean known = minor >= 0 && minor <= Integer.MAX_VALUE;
                    return new NvidiaProc(
                            field(information, "Model"),
                            field(information, "GPU UUID"),
                            known ? (Integer) (int) minor : null,
                            known ? instances(sysroot, minor) : null);
                });
    }

    /** Lines of a name, a colon, white space and a value. */
    private static @Nullable String field(String information, String name) {
        return information
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** A directory {@code giN} for each, in it a directory {@code ciN} for each compute instance. */
    private static @Nullable List<GpuInstance> instances(Sysroot sysroot, long minor) {
        SysDirectory gpu = SysDirectory.of(sysroot.proc("driver/nvidia/capabilities/gpu" + minor));
        if (!gpu.has("mig")) {
            return null;
        }
        SysDirectory mig = gpu.directory("mig");
        List<GpuInstance> found = new ArrayList<>();
        for (int id : numbers(mig, "gi")) {
            found.add(new GpuInstance(id, numbers(mig.directory("gi" + id), "ci")));
        }
        return found;
    }

    private static List<Integer> numbers(SysDirectory directory, String prefix) {
        return directory.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> SysDirectory.parse(name.substring(prefix.length()), 10, -1))
                .filter(id -> id >= 0 && id <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .sorted()
                .toList();
    }
}
