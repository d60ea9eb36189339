package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a tap its pod link's MTU and sets it up, once everything that its frames meet is in place. Needs no undoing of its
 * own: it goes with the tap. When the pod link gets another MTU, a step with that one takes its place.
 *
 * @param tap the tap's name
 * @param link the pod link that it mirrors
 * @param mtu bytes
 */
public record SetLink(String tap, String link, int mtu) implements Step {
    @Override
    public String object() {
        return tap;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        // A macvtap cannot have more than its link, which may have got less since; what it has now comes with the next
        // step.
        int possible = pod.link(link).map(Link::mtu).filter(now -> now < mtu).orElse(mtu);
        LinkSpec spec = LinkSpec.index(pod.requireIndexOf(tap)).mtu(possible).up();
        pod.links().execute("set " + tap + " up with mtu " + possible, Links.set(spec));
    }

    @Override
    public void undo(Scope scope) {}

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.links().link(tap);
        if (found.isEmpty()) {
            return Inspection.absent(tap, "LINK_DOWN", "up");
        }
        List<Difference> differences = new ArrayList<>();
        LinkCheck check = new LinkCheck(differences);
        check.mtu(found.get(), mtu);
        check.up(found.get());
        pod.link(link).ifPresent(mirrored -> check.mtu(mirrored, mtu));
        return Inspection.applied(differences);
    }
}
