package dev.plumbline.tap;

import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkKind;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.uapi.IfLinkVirtual;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates a macvtap on a link, with the MAC that the link had. It takes every multicast: which groups the guest listens to
 * it cannot know, and without them IPv6 neighbour discovery fails. It is marked with its group when it is born, since an
 * alias can be given to a link only afterwards.
 *
 * @param tap its name
 * @param link the link below it
 * @param alias the sandbox's mark
 * @param queues how many queues the VMM is to get
 * @param mac its Ethernet address
 */
public record CreateMacvtap(String tap, String link, String alias, int queues, String mac) implements Step {
    private static final int NEWBORN = 0x706c6d76; // "plmv"

    @Override
    public String object() {
        return tap;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        LinkSpec newborn = LinkSpec.named(tap)
                .link(pod.requireIndexOf(link))
                .address(MacAddress.of(mac))
                .group(NEWBORN)
                .kind(LinkKind.macvtap(IfLinkVirtual.MACVLAN_MODE_BRIDGE));
        Busy.retry("creating the macvtap", tap, scope.deadline(), () -> {
            pod.links().execute("create " + tap, Links.create(newborn));
        });
        int index = pod.requireIndexOf(tap);
        pod.links()
                .execute(
                        "set alias and multicast of " + tap,
                        Links.set(LinkSpec.index(index)
                                .alias(alias)
                                .group(0)
                                .addrGenMode(IfLink.IN6_ADDR_GEN_MODE_NONE)
                                .flag(If.IFF_ALLMULTI, true)));
        pod.keep(tap, index, MacvtapNode.open(pod.namespace(), tap, queues));
    }

    @Override
    public void mend(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.links().link(tap).filter(this::isOurs);
        if (found.isEmpty()) {
            apply(scope);
            return;
        }
        LinkSpec spec =
                LinkSpec.index(found.get().index()).address(MacAddress.of(mac)).flag(If.IFF_ALLMULTI, true);
        pod.links().execute("set address and multicast of " + tap, Links.set(spec));
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        pod.forget(tap);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.links().link(tap);
        if (found.isPresent() && isOurs(found.get())) {
            pod.remove("delete " + tap, Links.delete(found.get().index()));
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.links().link(tap);
        if (found.isEmpty()) {
            return Inspection.absent(tap, "TAP_MISSING", "a macvtap");
        }
        Link actual = found.get();
        if (!isOurs(actual)) {
            return Inspection.foreign(tap, "TAP_FOREIGN", alias, actual.alias().orElse("no alias"));
        }
        List<Difference> differences = new ArrayList<>();
        LinkCheck check = new LinkCheck(differences);
        check.mac(actual, mac);
        if ((actual.flags() & If.IFF_ALLMULTI) == 0) {
            differences.add(new Difference(tap, "ALLMULTICAST_OFF", "allmulticast on", "off"));
        }
        return Inspection.applied(differences);
    }

    private boolean isOurs(Link actual) {
        return actual.kind().filter("macvtap"::equals).isPresent()
                && (actual.alias().filter(alias::equals).isPresent() || actual.group() == NEWBORN);
    }
}
