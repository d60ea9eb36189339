package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.tap.PodLink;
import dev.plumbline.tap.VhostUserSocket;
import dev.plumbline.vhostuser.Advice;
import dev.plumbline.vhostuser.BackendProbe;
import dev.plumbline.vhostuser.ProbeReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a VM can be joined to the vhost-user back-ends of a sandbox. All is asked before anything is done: a VM whose memory
 * is not shared would lose every packet without a word, and a QEMU that is given more queues than its back-end has stands
 * still for good.
 */
final class BackEnds {
    /** A back-end that dials does so again within a second or two. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final @Nullable Hypervisor hypervisor;
    private final Deadline deadline;

    /**
     * Creates what asks for a VM.
     *
     * @param hypervisor the VM; null without one
     */
    BackEnds(@Nullable Hypervisor hypervisor, Deadline deadline) {
        this.hypervisor = hypervisor;
        this.deadline = deadline;
    }

    /** {@return why the VM cannot be joined to the back-end that a link stands for; nothing when it can} */
    Optional<String> whyNot(PodLink link, int queues) {
        VhostUserSocket socket = Objects.requireNonNull(link.vhostUser());
        String stands = "it stands for the vhost-user socket " + socket.path();
        if (hypervisor == null) {
            return Optional.of(stands + ", which only a running VM can be joined to");
        }
        Optional<String> stranger = SocketOwner.whyNotTrusted(Path.of(socket.path()));
        if (stranger.isPresent()) {
            return Optional.of(stands + ": " + stranger.get());
        }
        try {
            require(socket, queues, link.mtu());
            return Optional.empty();
        } catch (PlumblineException e) {
            Problem problem = e.problem();
            return switch (problem.kind()) {
                case REFUSED, NOT_FOUND, BAD_INPUT -> Optional.of(stands + ": " + problem.text());
                default -> throw e;
            };
        }
    }

    /**
     * Refuses a back-end that a NIC would not work with.
     *
     * @throws PlumblineException NOT_FOUND when the socket is not there, REFUSED when the VM's memory is not shared, no back-end
     *     answers, or it has fewer queues or no such MTU
     */
    void require(VhostUserSocket socket, int queues, int mtu) {
        requireSharedMemory(socket.path());
        Path path = Path.of(socket.path());
        Deadline patience = deadline.within(TO_ANSWER);
        ProbeReport report =
                socket.listen() ? BackendProbe.probeDialling(path, patience) : BackendProbe.probe(path, patience);
        if (!report.reachable()) {
            Advice why = report.advice().get(0);
            throw refused(why.code(), socket, why.text()).fix(why.fix()).exception();
        }
        requireQueues(socket, report, queues);
        requireMtu(socket, report, mtu);
    }

    private void requireSharedMemory(String socket) {
        if (hypervisor == null) {
            throw Problem.refused("NO_VM", socket, "only a running VM can be joined to a vhost-user back-end")
                    .because("the sandbox is attached without a monitor")
                    .fix("attach it with --qmp, or start the VM with the arguments that docs/vhost-user.md has")
                    .exception();
        }
        List<String> unshared = hypervisor.machine().unsharedMemory(deadline);
        if (!unshared.isEmpty()) {
            throw Problem.refused(
                            "MEMORY_NOT_SHARED",
                            socket,
                            "the back-end could not see the VM's memory: no packet would pass")
                    .because("QEMU keeps it for itself: " + String.join(", ", unshared))
                    .fix("start the VM with -object memory-backend-memfd,id=mem,size=SIZE,share=on -machine"
                            + " memory-backend=mem; it cannot be shared later")
                    .exception();
        }
    }

    private static void requireQueues(VhostUserSocket socket, ProbeReport report, int queues) {
        Integer most = report.queues();
        if (most == null) {
            throw refused("NO_ANSWER", socket, "the back-end answers the first question and not the next")
                    .because("QEMU asks the same, and stands still until it is answered")
                    .fix("see the back-end's own log; 'plumb vhost-user probe' asks it")
                    .exception();
        }
        if (most < queues) {
            throw refused("TOO_FEW_QUEUES", socket, queues + " queue pairs are wanted, and the back-end has fewer")
                    .because("it has " + most)
                    .fix("ask for fewer (--queues), or give the back-end more")
                    .exception();
        }
    }

    private static void requireMtu(VhostUserSocket socket, ProbeReport report, int mtu) {
        boolean untold = report.advice().stream()
                .map(Advice::code)
                .anyMatch(code -> code.equals("NO_MTU") || code.equals("NO_PROTOCOL_FEATURES"));
        if (mtu != VhostUserPlug.ETHERNET_MTU && untold) {
            throw refused("NO_MTU", socket, "the back-end cannot be told the MTU " + mtu)
                    .fix("leave the MTU at " + VhostUserPlug.ETHERNET_MTU + ", and set it in the guest")
                    .exception();
        }
        Integer most = report.mtu();
        if (most != null && most < mtu) {
            throw refused("MTU_TOO_LARGE", socket, "the back-end carries no packets of " + mtu + " bytes")
                    .because("its MTU is " + most)
                    .fix("use --mtu " + most)
                    .exception();
        }
    }

    private static Problem refused(String code, VhostUserSocket socket, String message) {
        return Problem.refused(code, socket.path(), message);
    }
}
