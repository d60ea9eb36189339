package dev.plumbline.tc;

import dev.plumbline.tc.uapi.PktSched;

/** What a rate counts a packet as on the wire ({@code enum tc_link_layer}). */
public enum LinkLayer {
    /** The packet's own length. */
    ETHERNET(PktSched.TC_LINKLAYER_ETHERNET),
    /** Cells of 53 bytes that carry 48. */
    ATM(PktSched.TC_LINKLAYER_ATM);

    private final int value;

    LinkLayer(int value) {
        this.value = value;
    }

    int value() {
        return value;
    }

    long onWire(long bytes) {
        return this == ATM ? (bytes + 47) / 48 * 53 : bytes;
    }
}
