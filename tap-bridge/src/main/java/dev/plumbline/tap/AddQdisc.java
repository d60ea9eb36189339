package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.Qdisc;
import dev.plumbline.tc.Qdiscs;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Adds the {@code ingress} qdisc to a link that has none, so that filters see what the link receives.
 *
 * <p>A qdisc cannot be marked as ours. It is removed when no filter is left in it, since a stranger's filter must not go
 * with it. Adding any qdisc to a link whose queue length is 0 makes the kernel choose 1000; undoing puts 0 back.
 *
 * @param link the link's name
 * @param tap whether it is our own tap, which takes its qdisc along when it goes
 * @param txQueueLength the link's queue length before
 */
public record AddQdisc(String link, boolean tap, int txQueueLength) implements Step {
    @Override
    public String object() {
        return link;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int index = pod.requireIndexOf(link);
        Busy.retry("adding the ingress qdisc", link, scope.deadline(), () -> add(pod, index));
    }

    /** One that somebody added since the scan serves as well as ours. */
    private void add(PodNamespace pod, int index) {
        try {
            pod.tc().execute("add the ingress qdisc to " + link, Qdiscs.add(Qdiscs.ingress(index)));
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EEXIST || pod.tc().ingress(index).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        if (tap || pod.isGone()) {
            return;
        }
        Optional<Link> found = pod.link(link);
        if (found.isEmpty()) {
            return;
        }
        int index = found.get().index();
        Optional<Qdisc> qdisc =
                pod.tc().ingress(index).filter(there -> there.kind().equals("ingress"));
        if (qdisc.isPresent() && pod.tc().filters(index, Handles.FILTER_INGRESS).isEmpty()) {
            pod.remove(
                    "delete the ingress qdisc of " + link, Qdiscs.delete(index, Handles.INGRESS_PARENT, 0, "ingress"));
        }
        pod.restoreQueueLength(found.get(), txQueueLength);
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        OptionalInt index = pod.isGone() ? OptionalInt.empty() : pod.indexOf(link);
        boolean there = index.isPresent() && pod.tc().ingress(index.getAsInt()).isPresent();
        return there ? Inspection.applied() : Inspection.absent(link, "QDISC_MISSING", "an ingress qdisc");
    }
}
