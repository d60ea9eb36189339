package dev.plumbline.tap;

import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Step;
import dev.plumbline.tap.NicDecision.Joint;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that join a link to a tap by redirects. Our redirect comes after the filters of others: what a network plugin
 * attached to the link still sees its frames first.
 */
final class TcJoint {
    /** Where tc(8) puts the first filter that names no preference; ours goes there or behind. */
    private static final int DEFAULT_PRIORITY = 0xc000;

    private static final int LAST_PRIORITY = 0xffff;

    private TcJoint() {}

    static NicDecision of(String sandbox, PodLink link, String tap, String why, NicPolicy policy) {
        List<Step> steps = new ArrayList<>();
        int before = link.sizes().txQueueLength();
        steps.add(new CreateTap(
                tap, policy.queues(), Mark.alias(sandbox), link.mac(), link.sizes(), link.name(), link.up()));
        if (link.ingress().isEmpty()) {
            steps.add(new AddQdisc(link.name(), false, before));
        }
        steps.add(new AddQdisc(tap, true, 0));
        steps.add(new AddRedirect(link.name(), tap, false, priority(link), Mark.cookie(sandbox, link.name(), tap)));
        steps.add(new AddRedirect(tap, link.name(), true, DEFAULT_PRIORITY, Mark.cookie(sandbox, tap, link.name())));
        if (policy.rxRate() > 0) {
            steps.add(new AddShaper(tap, true, policy.rxRate(), 0));
        }
        if (policy.txRate() > 0) {
            AddShaper.refuseOthers(link);
            steps.add(new AddShaper(link.name(), false, policy.txRate(), before));
        }
        steps.add(new SetLink(tap, link.name(), link.mtu()));
        if (link.carrier()) {
            steps.add(new TestRedirect(link.name(), tap, policy.queues(), link.mac()));
        }
        return new NicDecision(link, Joint.TC, why, tap, policy.queues(), steps);
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
