package dev.plumbline.tap;

import java.util.Set;

/**
 * What the caller wants of the links.
 *
 * @param model how a link is joined to a NIC
 * @param queues queue pairs a NIC, 1 to 256
 * @param failUnsupported whether a link that no model can carry refuses the whole attach
 * @param attachAddressless whether a link without an address of its own is carried too
 * @param rxRate bits a second that the guest receives at most, 0 for no limit
 * @param txRate bits a second that the guest sends at most, 0 for no limit
 * @param excluded links that are left alone because somebody unplugged them
 * @param wanted links that are carried although they have no address, because somebody plugged them
 * @param undelivered links where redirects were tried and do not deliver
 */
public record NicPolicy(
        Model model,
        int queues,
        boolean failUnsupported,
        boolean attachAddressless,
        long rxRate,
        long txRate,
        Set<String> excluded,
        Set<String> wanted,
        Set<String> undelivered) {
    public NicPolicy {
        excluded = Set.copyOf(excluded);
        wanted = Set.copyOf(wanted);
        undelivered = Set.copyOf(undelivered);
    }

    /** How a link is joined to a NIC. */
    public enum Model {
        /** Plumbline chooses. */
        AUTO,
        /** A tap, and redirects in both directions. */
        TC,
        /** A macvtap on the link. */
        MACVTAP,
        /** Links are left alone. */
        NONE
    }

    /** {@return a policy without limits and exceptions} */
    public static NicPolicy of(Model model, int queues, boolean failUnsupported, boolean attachAddressless) {
        return new NicPolicy(model, queues, failUnsupported, attachAddressless, 0, 0, Set.of(), Set.of(), Set.of());
    }

    /** {@return this policy with links that are left alone, and links that are carried in any case} */
    public NicPolicy withExceptions(Set<String> left, Set<String> carried) {
        return new NicPolicy(
                model, queues, failUnsupported, attachAddressless, rxRate, txRate, left, carried, undelivered);
    }

    /** {@return this policy, knowing where redirects do not deliver} */
    public NicPolicy withUndelivered(Set<String> links) {
        return new NicPolicy(
                model, queues, failUnsupported, attachAddressless, rxRate, txRate, excluded, wanted, links);
    }
}
