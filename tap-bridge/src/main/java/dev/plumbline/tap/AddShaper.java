package dev.plumbline.tap;

import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.tc.ClassSpec;
import dev.plumbline.tc.Classes;
import dev.plumbline.tc.Disciplines;
import dev.plumbline.tc.Handles;
import dev.plumbline.tc.HtbClass;
import dev.plumbline.tc.Qdisc;
import dev.plumbline.tc.QdiscSpec;
import dev.plumbline.tc.Qdiscs;
import dev.plumbline.tc.Rate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits what leaves a link: an htb qdisc at its root with one class that everything goes to. It is told from a stranger's
 * by its handle. Adding it to a link whose queue length is 0 makes the kernel choose 1000; undoing puts 0 back.
 *
 * @param link the link's name
 * @param tap whether it is our own tap, which takes its qdisc along when it goes
 * @param rate bits a second
 * @param txQueueLength the link's queue length before
 */
public record AddShaper(String link, boolean tap, long rate, int txQueueLength) implements Step {
    private static final int MAJOR = 0x706c; // "pl"; tc(8) and the kernel count up from 1 and down from 0xffff
    private static final int MINOR = 1;
    private static final long SMALLEST_BURST = 65_536; // one packet that is yet to be segmented
    private static final long BURSTS_PER_SECOND = 500;

    @Override
    public String object() {
        return link;
    }

    /** Refuses a link that somebody else shapes: there is one root qdisc only. */
    static void refuseOthers(PodLink link) {
        if (!link.rootQdisc().isEmpty()) {
            throw Problem.refused("ROOT_QDISC_TAKEN", link.name(), "what this link sends cannot be limited")
                    .because("somebody gave it the root qdisc " + link.rootQdisc())
                    .fix("leave --tx-rate out, or remove that qdisc ('tc qdisc del dev " + link.name() + " root')")
                    .exception();
        }
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int index = pod.requireIndexOf(link);
        Rate limit = Rate.ofBits(rate);
        Busy.retry("adding the htb qdisc", link, scope.deadline(), () -> {
            if (ours(pod, index).isEmpty()) {
                QdiscSpec htb = QdiscSpec.of(index, Handles.ROOT, Handles.of(MAJOR, 0), Disciplines.htb(MINOR));
                pod.tc().execute("add the htb qdisc to " + link, Qdiscs.add(htb));
            }
        });
        long burst = Math.max(SMALLEST_BURST, rate / 8 / BURSTS_PER_SECOND);
        ClassSpec all = ClassSpec.of(
                index,
                Handles.of(MAJOR, 0),
                Handles.of(MAJOR, MINOR),
                HtbClass.rate(limit).burst(burst).ceilingBurst(burst));
        pod.tc().execute("limit " + link, Classes.replace(all));
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = tap || pod.isGone() ? Optional.empty() : pod.link(link);
        if (found.isEmpty()) {
            return;
        }
        int index = found.get().index();
        if (ours(pod, index).isPresent()) {
            pod.remove(
                    "delete the htb qdisc of " + link, Qdiscs.delete(index, Handles.ROOT, Handles.of(MAJOR, 0), "htb"));
        }
        pod.restoreQueueLength(found.get(), txQueueLength);
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.link(link);
        if (found.isEmpty() || ours(pod, found.get().index()).isEmpty()) {
            return Inspection.absent(link, "SHAPER_MISSING", "an htb qdisc with our handle");
        }
        OptionalLong there = pod.tc().classes(found.get().index()).stream()
                .filter(one -> one.handle() == Handles.of(MAJOR, MINOR))
                .mapToLong(one -> HtbClass.bytesPerSecond(one.options()) * 8)
                .findFirst();
        return there.isPresent() && there.getAsLong() == rate / 8 * 8
                ? Inspection.applied()
                : Inspection.applied(List.of(new Difference(
                        link,
                        "RATE_DIFFERS",
                        rate + " bit/s",
                        there.isPresent() ? there.getAsLong() + " bit/s" : "no class")));
    }

    private static Optional<Qdisc> ours(PodNamespace pod, int index) {
        return pod.tc().qdiscs().stream()
                .filter(qdisc -> qdisc.ifindex() == index
                        && qdisc.handle() == Handles.of(MAJOR, 0)
                        && qdisc.kind().equals("htb"))
                .findFirst();
    }
}
