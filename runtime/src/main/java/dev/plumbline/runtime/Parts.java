package dev.plumbline.runtime;

/**
 * The names of a plan's parts: a NIC's wiring has the NIC's id, how its tap follows the pod link
 * and what the guest is told of it stand beside it, and what the guest is told of all of them is a part of its own. No link's name holds a slash.
 */
final class Parts {
    static final String TABLES = "/tables";

    private Parts() {}

    /** {@return the part of all that is passed through of an IOMMU group} */
    static String deviceOf(String group) {
        return "/group/" + group;
    }

    static String linkOf(String nic) {
        return nic + "/link";
    }

    static String guestOf(String nic) {
        return nic + "/guest";
    }
}
