package dev.plumbline.tc;

/**
 * The 32-bit names of qdiscs, classes and hooks ({@code linux/pkt_sched.h}): a major number in the upper half, a minor
 * one in the lower. tc(8) writes both in hexadecimal, as in {@code 1:10}.
 */
public final class Handles {
    /** No handle; as a handle of something new, the kernel chooses. */
    public static final int UNSPECIFIED = 0;

    /** The parent of a link's root qdisc ({@code TC_H_ROOT}). */
    public static final int ROOT = 0xffffffff;

    /** The parent of an ingress qdisc ({@code TC_H_INGRESS}). */
    public static final int INGRESS_PARENT = 0xfffffff1;

    /** The parent of a clsact qdisc, which is where an ingress qdisc would be ({@code TC_H_CLSACT}). */
    public static final int CLSACT = INGRESS_PARENT;

    /** The handle that the kernel gives to an ingress or clsact qdisc, {@code ffff:}. */
    public static final int INGRESS = 0xffff0000;

    /** Where filters for arriving packets hang, below an ingress or a clsact qdisc. */
    public static final int FILTER_INGRESS = 0xfffffff2;

    /** Where filters for leaving packets hang, below a clsact qdisc. */
    public static final int FILTER_EGRESS = 0xfffffff3;

    private Handles() {}

    /** {@return the handle of two 16-bit halves} */
    public static int of(int major, int minor) {
        if (major >>> 16 != 0 || minor >>> 16 != 0) {
            throw new IllegalArgumentException(
                    Integer.toHexString(major) + ":" + Integer.toHexString(minor) + " is no handle: 16 bits each");
        }
        return major << 16 | minor;
    }

    /** {@return the handle that two hexadecimal numbers and a colon spell; either may be left out} */
    public static int parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no handle: the colon is missing");
        }
        return of(hex(text.substring(0, colon)), hex(text.substring(colon + 1)));
    }

    private static int hex(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
    }

    /** {@return a handle as tc(8) writes it} */
    public static String text(int handle) {
        if (handle == ROOT) {
            return "root";
        }
        String minor = (handle & 0xffff) == 0 ? "" : Integer.toHexString(handle & 0xffff);
        return Integer.toHexString(handle >>> 16) + ":" + minor;
    }
}
