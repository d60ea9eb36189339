package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import java.util.List;
import java.util.Optional;

/**
 * Gives a link another MAC, for example because a guest gets the link's own.
 *
 * @param link the link's name
 * @param before the MAC that it had
 * @param mac the MAC that it gets
 */
public record SetMac(String link, String before, String mac) implements Step {
    @Override
    public String object() {
        return link;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int index = pod.requireIndexOf(link);
        set(pod, pod.links().link(index).orElseThrow(), mac);
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.link(link);
        found.filter(actual -> text(actual).equals(mac)).ifPresent(actual -> set(pod, actual, before));
    }

    /** Some drivers change it only while the link is down. */
    private void set(PodNamespace pod, Link actual, String wanted) {
        LinkSpec change = LinkSpec.index(actual.index()).address(MacAddress.of(wanted));
        try {
            pod.links().execute("set the MAC of " + link, Links.set(change));
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EBUSY || !actual.isUp()) {
                throw e;
            }
            LinkSpec down = LinkSpec.index(actual.index()).down();
            pod.links().execute("set " + link + " down for another MAC", Links.set(down));
            try {
                pod.links().execute("set the MAC of " + link, Links.set(change));
            } finally {
                LinkSpec up = LinkSpec.index(actual.index()).up();
                pod.links().execute("set " + link + " up again", Links.set(up));
            }
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.link(link);
        if (found.isEmpty()) {
            return Inspection.absent(link, "LINK_MISSING", "the pod's link");
        }
        String actual = text(found.get());
        return actual.equals(mac)
                ? Inspection.applied()
                : Inspection.applied(List.of(new Difference(link, "MAC_DIFFERS", mac, actual)));
    }

    private static String text(Link actual) {
        return actual.address().map(MacAddress::toString).orElse("none");
    }
}
