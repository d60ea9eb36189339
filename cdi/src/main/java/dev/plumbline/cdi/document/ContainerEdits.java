package dev.plumbline.cdi.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is changed in a container's OCI spec. Immutable.
 *
 * @param env environment variables, {@code NAME=value}
 * @param deviceNodes device nodes that the container gets
 * @param netDevices network interfaces that move into the container (since 1.1.0)
 * @param hooks programs that the runtime runs around the container's life
 * @param mounts mounts that the container gets
 * @param intelRdt resource director settings (since 0.7.0)
 * @param additionalGids groups that the container's process gets, 0 to 2^32-1; 0 is ignored (since 0.7.0)
 */
public record ContainerEdits(
        List<String> env,
        List<DeviceNode> deviceNodes,
        List<NetDevice> netDevices,
        List<Hook> hooks,
        List<Mount> mounts,
        @Nullable IntelRdt intelRdt,
        List<Long> additionalGids) {
    private static final ContainerEdits NONE =
            new ContainerEdits(List.of(), List.of(), List.of(), List.of(), List.of(), null, List.of());

    public ContainerEdits {
        env = List.copyOf(env);
        deviceNodes = List.copyOf(deviceNodes);
        netDevices = List.copyOf(netDevices);
        hooks = List.copyOf(hooks);
        mounts = List.copyOf(mounts);
        additionalGids = List.copyOf(additionalGids);
    }

    /** {@return edits that change nothing} */
    public static ContainerEdits none() {
        return NONE;
    }

    /** {@return edits that only add device nodes} */
    public static ContainerEdits ofNodes(List<DeviceNode> nodes) {
        return new ContainerEdits(List.of(), nodes, List.of(), List.of(), List.of(), null, List.of());
    }

    /** {@return whether nothing is changed; an {@code intelRdt} without fields counts as a change, as a group 0 does} */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
