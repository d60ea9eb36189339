package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.BulkStep;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.tap.PodLink.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates a persistent tap that carries its sandbox's mark, with the pod link's MAC, queue length and packet sizes. It
 * gets no IPv6 address of its own: one made from the MAC would be the guest's, and duplicate address detection would refuse
 * it there.
 *
 * @param tap its name
 * @param queues how many queues it offers
 * @param alias the sandbox's mark
 * @param mac the pod link's Ethernet address
 * @param sizes the pod link's queue and packet sizes
 * @param link the pod link that it mirrors
 * @param linkUp whether the pod link was up
 */
public record CreateTap(String tap, int queues, String alias, String mac, Sizes sizes, String link, boolean linkUp)
        implements BulkStep {
    @Override
    public String object() {
        return tap;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Busy.retry("creating the tap", tap, scope.deadline(), () -> create(pod));
    }

    /** One that is ours and only looks different is set right, and left alone when it is its pod link that differs; one that is gone is made again, for its VMM to open again. */
    @Override
    public void mend(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        Optional<Link> found = pod.links().link(tap);
        if (found.isEmpty()) {
            apply(scope);
        } else if (isOurs(found.get())) {
            if (!found.get().address().equals(Optional.of(MacAddress.of(mac)))) {
                LinkSpec spec = LinkSpec.index(found.get().index()).address(MacAddress.of(mac));
                pod.links().execute("set address of " + tap, Links.set(spec));
            }
        } else {
            throw Problem.refused("TAP_FOREIGN", tap, "a link of this name is somebody else's")
                    .fix("remove or rename it, then attach again")
                    .exception();
        }
    }

    private void create(PodNamespace pod) {
        List<Fd> opened = pod.namespace().call(() -> TapDevice.create(tap, queues));
        try {
            Link made = pod.links().link(tap).orElseThrow();
            LinkSpec spec = LinkSpec.index(made.index())
                    .address(MacAddress.of(mac))
                    .alias(alias)
                    .addrGenMode(IfLink.IN6_ADDR_GEN_MODE_NONE);
            pod.links().execute("set address and alias of " + tap, Links.set(resized(spec, made)));
            // Last, so that a crash before this point leaves nothing: an unmarked tap goes with its descriptors.
            TapDevice.persist(tap, opened.get(0));
            pod.keep(tap, made.index(), opened);
        } catch (RuntimeException e) {
            opened.forEach(Fd::close);
            throw e;
        }
    }

    /** A queue of length 0, which CNI plugins give a veth, would make a tap that drops everything. */
    private LinkSpec resized(LinkSpec spec, Link made) {
        Sizes own = PodScan.sizes(made);
        if (sizes.txQueueLength() > 0 && sizes.txQueueLength() != own.txQueueLength()) {
            spec.txQueueLength(sizes.txQueueLength());
        }
        int largest = made.attributes().get(IfLink.IFLA_TSO_MAX_SIZE, own.gsoMaxSize());
        if (sizes.gsoMaxSize() > 0 && Math.min(sizes.gsoMaxSize(), largest) != own.gsoMaxSize()) {
            spec.with(IfLink.IFLA_GSO_MAX_SIZE.of(Math.min(sizes.gsoMaxSize(), largest)));
        }
        if (sizes.gsoMaxSegments() > 0 && sizes.gsoMaxSegments() < own.gsoMaxSegments()) {
            spec.with(IfLink.IFLA_GSO_MAX_SEGS.of(sizes.gsoMaxSegments()));
        }
        if (sizes.groMaxSize() > 0 && own.groMaxSize() > 0 && sizes.groMaxSize() != own.groMaxSize()) {
            spec.with(IfLink.IFLA_GRO_MAX_SIZE.of(sizes.groMaxSize()));
        }
        return spec;
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
    public void undoTogether(Scope scope, List<? extends Step> steps) {
        PodNamespace pod = scope.get(PodNamespace.class);
        List<CreateTap> taps = steps.stream().map(CreateTap.class::cast).toList();
        taps.forEach(step -> pod.forget(step.tap));
        if (!pod.isGone()) {
            pod.removeTogether(pod.links().links().stream()
                    .filter(there ->
                            taps.stream().anyMatch(step -> step.tap.equals(there.name()) && step.isOurs(there)))
                    .toList());
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
        LinkCheck check = new LinkCheck(differences);
        check.mac(actual, mac);
        check.podLink(pod, link, mac, linkUp);
        check.fairQueue(pod.tc().qdiscs(), actual);
        return Inspection.applied(differences);
    }

    private boolean isOurs(Link actual) {
        return actual.alias().filter(alias::equals).isPresent();
    }
}
