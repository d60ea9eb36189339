package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.uapi.IfLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates a persistent tap that carries its sandbox's mark, with the pod link's MTU and MAC. It gets no IPv6 address of
 * its own: one made from the MAC would be the guest's, and duplicate address detection would refuse it there.
 *
 * @param tap its name
 * @param queues how many queues it offers
 * @param alias the sandbox's mark
 * @param mtu bytes
 * @param mac the pod link's Ethernet address
 * @param link the pod link that it mirrors
 */
public record CreateTap(String tap, int queues, String alias, int mtu, String mac, String link) implements Step {
    @Override
    public String object() {
        return tap;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        List<Fd> opened = pod.namespace().call(() -> TapDevice.create(tap, queues));
        try {
            int index = pod.links().link(tap).orElseThrow().index();
            pod.links()
                    .execute(
                            "set mtu, address and alias of " + tap,
                            Links.set(LinkSpec.index(index)
                                    .mtu(mtu)
                                    .address(MacAddress.of(mac))
                                    .alias(alias)
                                    .addrGenMode(IfLink.IN6_ADDR_GEN_MODE_NONE)));
            // Last, so that a crash before this point leaves nothing: an unmarked tap goes with its descriptors.
            TapDevice.persist(tap, opened.get(0));
            pod.keep(tap, index, opened);
        } catch (RuntimeException e) {
            opened.forEach(Fd::close);
            throw e;
        }
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        pod.forget(tap);
        if (pod.isGone()) {
            return;
        }
        Optional<Link> found = pod.links().link(tap);
        if (found.isPresent() && isOurs(found.get())) {
            pod.remove("delete " + tap, Links.delete(found.get().index()));
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.isGone() ? Optional.empty() : pod.links().link(tap);
        if (found.isEmpty()) {
            return Inspection.absent(tap, "TAP_MISSING", "a tap");
        }
        Link actual = found.get();
        if (!isOurs(actual)) {
            return Inspection.foreign(tap, "TAP_FOREIGN", alias, actual.alias().orElse("no alias"));
        }
        List<Difference> differences = new ArrayList<>();
        compare(differences, tap, "MTU_DIFFERS", Integer.toString(mtu), Integer.toString(actual.mtu()));
        compare(differences, tap, "MAC_DIFFERS", mac, text(actual));
        pod.links()
                .link(link)
                .ifPresentOrElse(
                        podLink -> {
                            compare(
                                    differences,
                                    link,
                                    "MTU_DIFFERS",
                                    Integer.toString(mtu),
                                    Integer.toString(podLink.mtu()));
                            compare(differences, link, "MAC_DIFFERS", mac, text(podLink));
                        },
                        () -> differences.add(new Difference(link, "LINK_MISSING", "the pod's link", "absent")));
        return Inspection.applied(differences);
    }

    private boolean isOurs(Link actual) {
        return actual.alias().filter(alias::equals).isPresent();
    }

    private static String text(Link actual) {
        return actual.address().map(MacAddress::toString).orElse("none");
    }

    private static void compare(
            List<Difference> differences, String object, String code, String expected, String found) {
        if (!expected.equals(found)) {
            differences.add(new Difference(object, code, expected, found));
        }
    }
}
