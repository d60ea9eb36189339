package dev.plumbline.tap;

import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Step;
import dev.plumbline.tap.NicDecision.Joint;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that join a link to a macvtap. The guest takes the link's MAC, so the link gets another one, and its addresses
 * leave it: two that answer for one address would be one too many.
 */
final class MacvtapJoint {
    private MacvtapJoint() {}

    static NicDecision made(String sandbox, PodLink link, String tap, String why, NicPolicy policy) {
        refuseLimit(link.name(), policy);
        List<Step> steps = new ArrayList<>();
        steps.add(MoveAddresses.of(link));
        steps.add(new SetMac(link.name(), link.mac(), Mark.mac(sandbox, link.name())));
        steps.add(new CreateMacvtap(tap, link.name(), Mark.alias(sandbox), policy.queues(), link.mac()));
        limit(steps, tap, policy);
        steps.add(new SetLink(tap, link.name(), link.mtu()));
        return new NicDecision(link, Joint.MACVTAP, why, tap, policy.queues(), steps);
    }

    /** A macvtap that a CNI plugin made is used as it is. */
    static NicDecision existing(PodLink link, String why, NicPolicy policy) {
        refuseLimit(link.name(), policy);
        if (policy.txRate() > 0) {
            AddShaper.refuseOthers(link);
        }
        List<Step> steps = new ArrayList<>();
        if (policy.txRate() > 0) {
            steps.add(new AddShaper(
                    link.name(), false, policy.txRate(), link.sizes().txQueueLength()));
        }
        return new NicDecision(link, Joint.MACVTAP, why, link.name(), policy.queues(), steps);
    }

    /** What a guest sends through a macvtap leaves by the macvtap's own queue. */
    private static void limit(List<Step> steps, String tap, NicPolicy policy) {
        if (policy.txRate() > 0) {
            steps.add(new AddShaper(tap, true, policy.txRate(), 0));
        }
    }

    private static void refuseLimit(String link, NicPolicy policy) {
        if (policy.rxRate() > 0) {
            throw Problem.refused("NO_RX_LIMIT", link, "what a guest receives through a macvtap cannot be limited")
                    .because("its frames do not pass any queue of the kernel on their way to the VMM")
                    .fix("use --model tc, or limit what the guest sends only")
                    .exception();
        }
    }
}
