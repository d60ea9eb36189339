package dev.plumbline.tap;

import dev.plumbline.host.change.Step;
import java.util.List;

/**
 * How one link becomes a NIC.
 *
 * @param link the link
 * @param model how it is joined
 * @param tap the tap's name
 * @param queues the tap's queues
 * @param steps what is to be done in the pod's namespace
 */
public record NicDecision(PodLink link, NicPolicy.Model model, String tap, int queues, List<Step> steps) {
    public NicDecision {
        steps = List.copyOf(steps);
    }
}
