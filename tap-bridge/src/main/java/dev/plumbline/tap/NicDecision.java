package dev.plumbline.tap;

import dev.plumbline.host.change.Step;
import java.util.List;
import java.util.Locale;

/**
 * How one link becomes a NIC.
 *
 * @param link the link
 * @param joint how it is joined
 * @param why why in this way
 * @param tap the link whose queues the VMM gets: a tap or a macvtap; the link itself where what is behind it
 *     is passed through
 * @param queues the tap's queues
 * @param steps what is to be done in the pod's namespace
 */
public record NicDecision(PodLink link, Joint joint, String why, String tap, int queues, List<Step> steps) {
    public NicDecision {
        steps = List.copyOf(steps);
    }

    /** {@return a NIC whose frames never come through the namespace} */
    public static NicDecision vhostUser(PodLink link, VhostUserSocket socket, int queues) {
        String why = (socket.listen() ? "its back-end dials " : "its back-end listens on ") + socket.path();
        return new NicDecision(link, Joint.VHOST_USER, why, link.name(), queues, List.of());
    }

    /** How a link is joined to a NIC. */
    public enum Joint {
        /** A tap, and redirects in both directions. */
        TC,
        /** A macvtap, made on the link or there before. */
        MACVTAP,
        /** A tap that is there, handed over as it is. */
        TAP,
        /** The PCI function behind the link, passed through whole. */
        VFIO,
        /** The vhost-user socket that the link stands for. */
        VHOST_USER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
