package dev.plumbline.vfio;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function's configuration space, as much of it as could be read: 64 bytes without privileges, 256 for PCI, 4096 for PCI
 * Express. Offsets and bits are those of {@code linux/pci_regs.h}. Opens nothing; what lies beyond the bytes reads as 0.
 *
 * @param bytes the bytes from offset 0
 */
record ConfigSpace(byte[] bytes) {
    static final ConfigSpace NONE = new ConfigSpace(new byte[0]);
    static final int CAP_PM = 0x01;
    static final int CAP_MSI = 0x05;
    static final int CAP_EXP = 0x10;
    static final int CAP_MSIX = 0x11;
    static final int CAP_AF = 0x13;
    static final int EXT_AER = 0x0001;
    static final int EXT_ACS = 0x000d;
    static final int EXT_ATS = 0x000f;
    static final int EXT_SRIOV = 0x0010;
    static final int EXT_PRI = 0x0013;
    static final int EXT_REBAR = 0x0015;
    static final int EXT_PASID = 0x001b;

    private static final int EXTENDED = 0x100;

    /** A capability and where it is. */
    record Capability(int id, int offset) {}

    int u8(int offset) {
        return offset >= 0 && offset < bytes.length ? bytes[offset] & 0xff : 0;
    }

    int u16(int offset) {
        return u8(offset) | u8(offset + 1) << 8;
    }

    int u32(int offset) {
        return u16(offset) | u16(offset + 2) << 16;
    }

    /** {@return whether the function answers no more: everything reads as ones} */
    boolean isGone() {
        return bytes.length >= 4 && u32(0) == -1;
    }

    /** {@return the ordinary capabilities; a list that runs in circles ends where it began to} */
    List<Capability> capabilities() {
        List<Capability> found = new ArrayList<>();
        boolean hasList = (u16(0x06) & 0x10) != 0; // PCI_STATUS_CAP_LIST
        int next = !hasList || isGone() ? 0 : u8(0x34) & ~3;
        BitSet seen = new BitSet();
        while (next >= 0x40 && next + 1 < Math.min(bytes.length, EXTENDED) && !seen.get(next)) {
            seen.set(next);
            found.add(new Capability(u8(next), next));
            next = u8(next + 1) & ~3;
        }
        return found;
    }

    /** {@return the extended capabilities of PCI Express} */
    List<Capability> extendedCapabilities() {
        List<Capability> found = new ArrayList<>();
        BitSet seen = new BitSet();
        int next = EXTENDED;
        while (next >= EXTENDED && next + 3 < bytes.length && !seen.get(next)) {
            seen.set(next);
            int head = u32(next);
            if (head == 0 || head == -1) {
                break;
            }
            found.add(new Capability(head & 0xffff, next));
            next = head >>> 20 & ~3;
        }
        return found;
    }

    @Nullable
    Capability capability(int id) {
        return first(capabilities(), id);
    }

    @Nullable
    Capability extended(int id) {
        return first(extendedCapabilities(), id);
    }

    private static @Nullable Capability first(List<Capability> all, int id) {
        return all.stream().filter(one -> one.id() == id).findFirst().orElse(null);
    }

    boolean hasFunctionLevelReset() {
        Capability express = capability(CAP_EXP);
        if (express != null && (u32(express.offset() + 4) & 0x10000000) != 0) { // PCI_EXP_DEVCAP_FLR
            return true;
        }
        Capability advanced = capability(CAP_AF);
        return advanced != null && (u8(advanced.offset() + 3) & 3) == 3; // PCI_AF_CAP_TP and _FLR
    }

    boolean hasPowerManagementReset() {
        Capability power = capability(CAP_PM);
        return power != null && (u16(power.offset() + 4) & 8) == 0; // PCI_PM_CTRL_NO_SOFT_RESET
    }
}
