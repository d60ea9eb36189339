package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Scope;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.kata.KataAgent;
import dev.plumbline.runtime.agent.qga.QemuGuestAgent;
import dev.plumbline.runtime.vmm.qemu.QemuMachine;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.tap.PodNamespace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The live things that a sandbox's steps work with: its namespace, its VM, its guest's agent. */
final class Scopes {
    private Scopes() {}

    /** {@return a scope over an open namespace, which the scope closes} */
    static Scope of(PodNamespace pod, @Nullable Path qmp, @Nullable AgentAddress agent, Deadline deadline) {
        Scope scope = new Scope(deadline).provide(PodNamespace.class, () -> pod);
        scope.provide(Sysroot.class, Sysroot::host);
        SriovDevices.provide(scope);
        scope.get(PodNamespace.class); // open already: the scope closes it
        if (qmp != null) {
            scope.provide(Hypervisor.class, () -> new Hypervisor(() -> QemuMachine.connect(qmp, scope.deadline())));
        }
        if (agent != null) {
            scope.provide(GuestAgent.class, () -> connect(agent, scope.deadline()));
        }
        return scope;
    }

    private static GuestAgent connect(AgentAddress address, Deadline deadline) {
        if (address instanceof AgentAddress.Qga qga) {
            return QemuGuestAgent.connect(qga.socket(), deadline);
        }
        return KataAgent.connect((AgentAddress.Kata) address, deadline);
    }

    /** {@return a scope over what a sandbox was attached to, as far as that is still there} */
    static Scope of(Subject subject, Deadline deadline) {
        PodNamespace pod = pod(subject);
        pin(pod, subject);
        return of(
                pod,
                path(subject.qmp()),
                subject.agent() == null ? null : AgentAddress.parse(subject.agent()),
                deadline);
    }

    /** Has a sandbox's links found by the indices that they had when it was attached. */
    static void pin(PodNamespace pod, Subject subject) {
        if (subject.dan() == null) {
            subject.report().nics().stream()
                    .filter(nic -> nic.ifindex() != 0)
                    .forEach(nic -> pod.pin(nic.link(), nic.ifindex()));
        }
    }

    private static PodNamespace pod(Subject subject) {
        String path = subject.report().netns();
        if (path.isEmpty()) {
            return PodNamespace.ours();
        }
        try {
            NetNamespace namespace = NetNamespace.of(path);
            if (namespace.id().device() == subject.netnsDevice()
                    && namespace.id().inode() == subject.netnsInode()) {
                return PodNamespace.in(namespace);
            }
            namespace.close(); // another one, at the same path
        } catch (PlumblineException e) {
            if (e.problem().kind() == Problem.Kind.REFUSED) {
                throw e;
            }
        }
        return PodNamespace.gone(path);
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}
