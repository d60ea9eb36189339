package dev.plumbline.cdi.document;

import org.jspecify.annotations.Nullable;

/**
 * A device node that the container gets.
 *
 * @param path where it is in the container
 * @param hostPath where it is on the host; the container's path when absent (since 0.5.0)
 * @param type {@code b} block, {@code c} or {@code u} character, {@code p} FIFO; the host's node's when absent
 * @param major the major number, 0 to 2^32-1; absent or 0: both numbers are taken from the host's node
 * @param minor the minor number, 0 to 2^32-1
 * @param fileMode permission bits of the node; the host's node's when absent
 * @param permissions what the cgroup lets the container do: any of {@code rwm}, or {@code none}; all three when absent
 * @param uid the owner in the container; the user of the container's process when absent
 * @param gid the group in the container; that of the container's process when absent
 */
public record DeviceNode(
        String path,
        @Nullable String hostPath,
        @Nullable String type,
        @Nullable Long major,
        @Nullable Long minor,
        @Nullable Long fileMode,
        @Nullable String permissions,
        @Nullable Long uid,
        @Nullable Long gid) {

    /** {@return a node of which everything is taken from the host's node at the same path, but the permissions} */
    public static DeviceNode like(String path, String permissions) {
        return new DeviceNode(path, null, null, null, null, null, permissions, null, null);
    }

    /** {@return where the node is on the host} */
    public String onHost() {
        return hostPath == null || hostPath.isEmpty() ? path : hostPath;
    }

    /** {@return the type, or an empty string when the host's node decides} */
    public String typeOrEmpty() {
        return type == null ? "" : type;
    }

    /** {@return the major number, or 0 when the host's node decides} */
    public long majorOrZero() {
        return major == null ? 0 : major;
    }

    /** {@return the minor number, or 0 when there is none} */
    public long minorOrZero() {
        return minor == null ? 0 : minor;
    }

    /** {@return whether type and numbers are all said, so that the host need not have the node} */
    public boolean isComplete() {
        return !typeOrEmpty().isEmpty() && (majorOrZero() != 0 || typeOrEmpty().equals("p"));
    }
}
