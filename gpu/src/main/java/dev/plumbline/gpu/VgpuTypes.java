package dev.plumbline.gpu;

import dev.plumbline.vfio.DeviceDetails.MdevType;
import dev.plumbline.vfio.SysDirectory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The virtual GPUs that a function can become: of NVIDIA's driver for virtual functions without mediated devices, which has
 * them in the directory {@code nvidia} of each.
 *
 * @param current the number of the kind that it is now, or null
 * @param creatable the kinds that it could become; a virtual function becomes one
 */
record VgpuTypes(@Nullable String current, List<MdevType> creatable) {
    VgpuTypes {
        creatable = List.copyOf(creatable);
    }

    static VgpuTypes read(SysDirectory function) {
        SysDirectory files = function.directory("nvidia");
        String type = files.text("current_vgpu_type");
        String current = type == null || type.equals("0") ? null : type;
        String creatable = files.text("creatable_vgpu_types");
        return new VgpuTypes(current, creatable == null ? List.of() : parse(creatable, current == null ? 1 : 0));
    }

    /** A heading, then lines of a number, a colon and a name. */
    private static List<MdevType> parse(String creatable, int available) {
        List<MdevType> types = new ArrayList<>();
        for (String line : creatable.lines().toList()) {
            int colon = line.indexOf(':');
            String id = colon < 0 ? "" : line.substring(0, colon).strip();
            if (SysDirectory.parse(id, 10, -1) >= 0) {
                types.add(new MdevType(id, line.substring(colon + 1).strip(), available));
            }
        }
        return types;
    }
}
