package dev.plumbline.runtime;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.StateLock;

/** Which sandbox carries which namespace: one namespace belongs to one sandbox. Thread-safe. */
final class NamespaceClaims {
    private final StateDirectory state;

    NamespaceClaims(StateDirectory state) {
        this.state = state;
    }

    /** Keeps others from claiming or releasing a namespace meanwhile. Taken after the sandbox's own lock, never before. */
    StateLock lock(long inode, Deadline deadline) {
        return state.lock("netns:" + inode, deadline); // a sandbox's name holds no colon
    }

    /** Refuses a namespace that another sandbox has; the caller holds its lock. */
    void refuseTaken(NetNamespace namespace, String sandbox) {
        state.claimant(thing(namespace.id().inode()))
                .filter(claimant -> !claimant.equals(sandbox) && carries(claimant, namespace.id()))
                .ifPresent(claimant -> {
                    throw Problem.refused(
                                    "NETNS_IN_USE",
                                    namespace.toString(),
                                    "this namespace is carried by sandbox " + claimant)
                            .fix("detach " + claimant + " first: a namespace belongs to one sandbox")
                            .exception();
                });
    }

    /** Claims a namespace for a sandbox; the caller holds its lock. */
    void take(NetNamespace namespace, String sandbox) {
        state.claim(thing(namespace.id().inode()), sandbox);
    }

    /** A claim counts only while its sandbox's journal says the same: a crash may leave one behind. */
    private boolean carries(String claimant, NetNamespace.Id id) {
        return state.journal(claimant)
                .map(Subject::of)
                .filter(subject -> subject.netnsDevice() == id.device() && subject.netnsInode() == id.inode())
                .isPresent();
    }

    /** Ends a sandbox's claim, if it has one. */
    void release(long inode, String sandbox, Deadline deadline) {
        try (StateLock lock = lock(inode, deadline)) {
            if (state.claimant(thing(inode)).filter(sandbox::equals).isPresent()) {
                state.release(thing(inode));
            }
        }
    }

    private static String thing(long inode) {
        return "netns-" + inode;
    }
}
