package dev.plumbline.tap;

import dev.plumbline.host.Problem;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.SkippedLink.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides what becomes of each link of a pod: a pure function of a snapshot and a policy. */
public final class NicPlanner {
    private final String sandbox;
    private final NicPolicy policy;
    private final PassThrough passThrough;
    private final Set<String> names = new HashSet<>();

    private NicPlanner(String sandbox, PodNetwork network, NicPolicy policy, PassThrough passThrough) {
        this.sandbox = sandbox;
        this.policy = policy;
        this.passThrough = passThrough;
        network.links().forEach(link -> names.add(link.name()));
    }

    /** Who knows whether what is behind a link, a PCI function or a vhost-user socket, can be given to the VM. */
    @FunctionalInterface
    public interface PassThrough {
        /** Nobody gives a VM anything but frames. */
        PassThrough NONE = (link, queues) -> Optional.of(
                link.vhostUser() == null
                        ? "it is the PCI function " + link.pci() + ", which is passed through whole"
                        : "it stands for the vhost-user socket "
                                + link.vhostUser().path());

        /**
         * {@return why the VM cannot be given what is behind a link; nothing when it can}
         *
         * @param queues queue pairs that are wanted
         */
        Optional<String> whyNot(PodLink link, int queues);
    }

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

        /** {@return the same with further links that are not carried} */
        public Decisions withSkipped(List<SkippedLink> more) {
            List<SkippedLink> all = new ArrayList<>(more);
            all.addAll(skipped);
            return new Decisions(nics, all);
        }
    }

    /** Decides on all links. Throws as the other does. */
    public static Decisions decide(String sandbox, PodNetwork network, NicPolicy policy) {
        return decide(sandbox, network, policy, PassThrough.NONE, any -> true);
    }

    /**
     * Decides.
     *
     * @param passThrough what can be said of links that are PCI functions
     * @param considered the names of the links to decide on; others are not even mentioned
     * @throws dev.plumbline.host.PlumblineException REFUSED when the policy wants a refusal rather than a skipped link,
     *     or when the namespace is another sandbox's
     */
    public static Decisions decide(
            String sandbox,
            PodNetwork network,
            NicPolicy policy,
            PassThrough passThrough,
            Predicate<String> considered) {
        NicPlanner planner = new NicPlanner(sandbox, network, policy, passThrough);
        List<NicDecision> nics = new ArrayList<>();
        List<SkippedLink> skipped = new ArrayList<>();
        for (PodLink link : network.links()) {
            Optional<String> owner = Mark.sandboxOf(link.alias());
            if (owner.isPresent()) {
                refuseOthers(sandbox, owner.get(), link);
            } else if (!link.loopback() && considered.test(link.name())) {
                planner.whyNot(link).ifPresentOrElse(skipped::add, () -> nics.add(planner.join(link)));
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

    private Optional<SkippedLink> whyNot(PodLink link) {
        if (policy.model() == Model.NONE) {
            return skipped(link, Reason.MODEL_NONE, "the policy leaves links alone");
        }
        if (policy.excluded().contains(link.name())) {
            return skipped(link, Reason.UNPLUGGED, "it was unplugged; 'plumb plug --link' carries it again");
        }
        boolean frames = link.pci().isEmpty() && link.vhostUser() == null;
        Optional<SkippedLink> unable = frames ? ofNoKindToCarry(link) : notPassedThrough(link);
        if (unable.isPresent()) {
            return unable;
        }
        if (link.enslaved()) {
            return skipped(link, Reason.ENSLAVED, "it is a port of another link, which speaks for it");
        }
        if (link.addresses().isEmpty()
                && !policy.attachAddressless()
                && !policy.wanted().contains(link.name())) {
            return skipped(
                    link, Reason.ADDRESSLESS, "it has no address of its own; use --addressless attach to carry it");
        }
        return Optional.empty();
    }

    private Optional<SkippedLink> ofNoKindToCarry(PodLink link) {
        LinkKinds.Kind kind = LinkKinds.of(link);
        return kind.joint() == LinkKinds.Joint.NONE
                ? unsupported(link, Reason.UNSUPPORTED_KIND, kind.why())
                : Optional.empty();
    }

    private Optional<SkippedLink> notPassedThrough(PodLink link) {
        Reason reason = link.vhostUser() == null ? Reason.PCI_DEVICE : Reason.VHOST_USER;
        return passThrough.whyNot(link, policy.queues()).flatMap(why -> unsupported(link, reason, why));
    }

    private Optional<SkippedLink> unsupported(PodLink link, Reason reason, String why) {
        if (policy.failUnsupported()) {
            throw Problem.refused(reason.name(), link.name(), "this link cannot be carried into a guest")
                    .because(why)
                    .fix("use --unsupported skip to carry the others")
                    .exception();
        }
        return skipped(link, reason, why);
    }

    private static Optional<SkippedLink> skipped(PodLink link, Reason reason, String detail) {
        return Optional.of(new SkippedLink(link.name(), link.kind(), reason, detail));
    }

    private NicDecision join(PodLink link) {
        VhostUserSocket socket = link.vhostUser();
        if (socket != null) {
            return NicDecision.vhostUser(link, socket, policy.queues());
        }
        if (!link.pci().isEmpty()) {
            String why = "it is the PCI function " + link.pci();
            return new NicDecision(link, Joint.VFIO, why, link.name(), policy.queues(), List.of());
        }
        LinkKinds.Kind kind = LinkKinds.of(link);
        if (kind.joint() == LinkKinds.Joint.OWN_NODE) {
            return MacvtapJoint.existing(link, kind.why(), policy);
        }
        boolean undelivered = policy.undelivered().contains(link.name());
        boolean macvtap = policy.model() == Model.MACVTAP || policy.model() == Model.AUTO && undelivered;
        if (kind.joint() == LinkKinds.Joint.ANY && macvtap) {
            String why = undelivered ? "redirects do not deliver here" : "the policy says so";
            return MacvtapJoint.made(sandbox, link, freeTap(), why, policy);
        }
        String why = kind.joint() == LinkKinds.Joint.TC_ONLY
                ? kind.why()
                : policy.model() == Model.TC ? "the policy says so" : "it leaves the pod's link as it is";
        return TcJoint.of(sandbox, link, freeTap(), why, policy);
    }

    private String freeTap() {
        for (int i = 0; ; i++) {
            String name = "tap" + i + "_plumb";
            if (names.add(name)) {
                return name;
            }
        }
    }
}
