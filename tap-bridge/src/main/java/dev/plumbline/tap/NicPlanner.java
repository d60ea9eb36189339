package dev.plumbline.tap;

import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Step;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.SkippedLink.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what becomes of each link of a pod: a pure function of a snapshot and a policy.
 *
 * <p>Throughout, our redirect comes after the filters of others: what a network plugin attached to the link still sees
 * its frames first.
 */
public final class NicPlanner {
    /** The kinds of links that receive and send whole Ethernet frames, and may be redirected as they are. */
    private static final Set<String> BRIDGEABLE =
            Set.of("veth", "macvlan", "ipvlan", "vlan", "device", "dummy", "bond", "team", "vxlan", "geneve", "netkit");

    private static final Map<String, String> WHY_NOT = Map.of(
            "tun", "a tun carries packets without Ethernet headers",
            "tap", "this tap is somebody else's",
            "bridge", "a bridge receives only what is addressed to itself; carry its ports instead",
            "macvtap", "its frames go to whoever holds its character device, not to a redirect",
            "wireguard", "WireGuard carries packets without Ethernet headers");

    /** Where tc(8) puts the first filter that names no preference; ours goes there or behind. */
    private static final int DEFAULT_PRIORITY = 0xc000;

    private static final int LAST_PRIORITY = 0xffff;

    private NicPlanner() {}

    /**
     * What a scan leads to.
     *
     * @param nics the links that are carried, in the order of their indices
     * @param skipped those that are not
     */
    public record Decisions(List<NicDecision> nics, List<SkippedLink> skipped) {
        public Decisions {
            nics = List.copyOf(nics);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Decides.
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when the policy wants a refusal rather than a skipped link,
     *     or when the namespace is another sandbox's
     */
    public static Decisions decide(String sandbox, PodNetwork network, NicPolicy policy) {
        if (policy.model() == Model.MACVTAP) {
            throw Problem.refused("UNSUPPORTED_MODEL", "--model macvtap", "this release joins links by tc only")
                    .fix("use --model auto or --model tc")
                    .exception();
        }
        Set<String> names = new HashSet<>();
        network.links().forEach(link -> names.add(link.name()));
        List<NicDecision> nics = new ArrayList<>();
        List<SkippedLink> skipped = new ArrayList<>();
        for (PodLink link : network.links()) {
            Optional<String> owner = Mark.sandboxOf(link.alias());
            if (owner.isPresent()) {
                refuseOthers(sandbox, owner.get(), link);
            } else if (!link.loopback()) {
                Optional<SkippedLink> skip = skip(link, policy);
                if (skip.isPresent()) {
                    skipped.add(skip.get());
                } else {
                    nics.add(tc(sandbox, link, freeTap(names), policy));
                }
            }
        }
        return new Decisions(nics, skipped);
    }

    private static void refuseOthers(String sandbox, String owner, PodLink link) {
        if (!owner.equals(sandbox)) {
            throw Problem.refused("NETNS_IN_USE", link.name(), "this namespace is carried by sandbox " + owner)
                    .fix("detach " + owner + " first: a namespace belongs to one sandbox")
                    .exception();
        }
    }

    private static Optional<SkippedLink> skip(PodLink link, NicPolicy policy) {
        if (policy.model() == Model.NONE) {
            return Optional.of(skipped(link, Reason.MODEL_NONE, "the policy leaves links alone"));
        }
        if (!BRIDGEABLE.contains(link.kind()) || !link.ethernet()) {
            String why = WHY_NOT.getOrDefault(link.kind(), "no model can carry a link of kind " + link.kind());
            if (policy.failUnsupported()) {
                throw Problem.refused("UNSUPPORTED_KIND", link.name(), "this link cannot be carried into a guest")
                        .because(why)
                        .fix("use --unsupported skip to carry the others")
                        .exception();
            }
            return Optional.of(skipped(link, Reason.UNSUPPORTED_KIND, why));
        }
        if (link.enslaved()) {
            return Optional.of(skipped(link, Reason.ENSLAVED, "it is a port of another link, which speaks for it"));
        }
        if (link.addresses().isEmpty() && !policy.attachAddressless()) {
            return Optional.of(skipped(
                    link, Reason.ADDRESSLESS, "it has no address of its own; use --addressless attach to carry it"));
        }
        return Optional.empty();
    }

    private static SkippedLink skipped(PodLink link, Reason reason, String detail) {
        return new SkippedLink(link.name(), link.kind(), reason, detail);
    }

    private static String freeTap(Set<String> names) {
        for (int i = 0; ; i++) {
            String name = "tap" + i + "_plumb";
            if (names.add(name)) {
                return name;
            }
        }
    }

    private static NicDecision tc(String sandbox, PodLink link, String tap, NicPolicy policy) {
        List<Step> steps = new ArrayList<>();
        steps.add(new CreateTap(tap, policy.queues(), Mark.alias(sandbox), link.mtu(), link.mac(), link.name()));
        if (link.ingress().isEmpty()) {
            steps.add(new AddQdisc(link.name(), false, link.txQueueLength()));
        }
        steps.add(new AddQdisc(tap, true, 0));
        steps.add(new AddRedirect(link.name(), tap, false, priority(link), Mark.cookie(sandbox, link.name(), tap)));
        steps.add(new AddRedirect(tap, link.name(), true, DEFAULT_PRIORITY, Mark.cookie(sandbox, tap, link.name())));
        steps.add(new SetLink(tap));
        return new NicDecision(link, Model.TC, tap, policy.queues(), steps);
    }

    private static int priority(PodLink link) {
        if (link.lastFilter() == LAST_PRIORITY) {
            throw Problem.refused("NO_FILTER_PRIORITY", link.name(), "no preference is free behind its filters")
                    .because("a filter has preference " + LAST_PRIORITY)
                    .fix("give that filter a lower preference")
                    .exception();
        }
        return Math.max(DEFAULT_PRIORITY, link.lastFilter() + 1);
    }
}
