package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import java.util.Optional;

/**
 * Sets a tap up, once everything that its frames meet is in place. Needs no undoing of its own: it goes with the tap.
 *
 * @param link the tap's name
 */
public record SetLink(String link) implements Step {
    @Override
    public String object() {
        return link;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int index = pod.requireIndexOf(link);
        pod.links()
                .execute("set " + link + " up", Links.set(LinkSpec.index(index).up()));
    }

    @Override
    public void undo(Scope scope) {}

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.links().link(link);
        boolean up = found.isPresent() && found.get().isUp();
        return up ? Inspection.applied() : Inspection.absent(link, "LINK_DOWN", "up");
    }
}
