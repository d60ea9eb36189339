package dev.plumbline.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What a journal keeps about its sandbox besides the steps: enough for any process to go on where another one died.
 *
 * @param report the sandbox as it was planned
 * @param netnsDevice device number of the namespace, to tell it from a later one at the same path
 * @param netnsInode inode number of the namespace
 * @param policy what the caller wanted
 * @param qmp the monitor's socket
 * @param qga the guest agent's socket
 */
record Subject(
        SandboxReport report,
        long netnsDevice,
        long netnsInode,
        SandboxPolicy policy,
        @Nullable String qmp,
        @Nullable String qga) {

    /** {@return whether a request asks for what is here already} */
    boolean matches(AttachRequest request, dev.plumbline.host.NetNamespace.Id namespace) {
        return namespace.device() == netnsDevice
                && namespace.inode() == netnsInode
                && policy.equals(request.policy())
                && same(qmp, request.qmp())
                && same(qga, request.qga());
    }

    private static boolean same(@Nullable String stored, java.nio.file.@Nullable Path asked) {
        return asked == null
                ? stored == null
                : asked.toAbsolutePath().toString().equals(stored);
    }
}
