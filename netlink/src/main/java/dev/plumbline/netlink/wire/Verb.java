package dev.plumbline.netlink.wire;

/**
 * What a request asks for. The verb fixes the header's flags ({@code linux/netlink.h}), because the bits mean different
 * things for new and for delete requests: 0x200 is EXCL for one and BULK for the other.
 */
public enum Verb {
    /** One object. */
    GET(0x001),
    /** Every object of a table. */
    DUMP(0x301),
    /** Must not exist yet. */
    CREATE(0x605),
    /** Replaced if it exists, created otherwise. */
    REPLACE(0x505),
    /** Must exist, and is replaced. */
    CHANGE(0x105),
    /** Added after those that are equal. */
    APPEND(0xc05),
    /** Added before those that are equal; created if none is. */
    PREPEND(0x405),
    /** Given to an object beside others of its sort, as a further name is. */
    ADD_TO(0xe05),
    /** Must exist, and is modified in what the request names. */
    SET(0x005),
    /** Must exist, and is removed. */
    DELETE(0x005),
    /** Everything that matches is removed. */
    DELETE_ALL(0x205);

    private final int flags;

    Verb(int flags) {
        this.flags = flags;
    }

    int flags() {
        return flags;
    }
}
