package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is worth knowing about one function, and too dear to read for all.
 *
 * @param capabilities what its configuration space has: {@code PM}, {@code MSI-X}, {@code FLR}, {@code SR-IOV}...; empty
 *     where this process may not read it
 * @param link how it is joined to its bus, or null for one that is not PCI Express
 * @param power its power state, for example {@code D0}, or null
 * @param d3coldAllowed whether the kernel may cut its power, or null where it does not say
 * @param gone whether it answers no more
 * @param acsRedirects whether it sends what one function beneath it wants from another up to the IOMMU instead of across (ACS
 *     request redirect); null where its configuration space cannot be read
 * @param resizable the sizes in bytes that a base address register can have, by its number
 * @param mdevTypes the kinds of mediated devices that it offers
 */
public record DeviceDetails(
        List<String> capabilities,
        @Nullable Link link,
        @Nullable String power,
        @Nullable Boolean d3coldAllowed,
        boolean gone,
        @Nullable Boolean acsRedirects,
        Map<Integer, List<Long>> resizable,
        List<MdevType> mdevTypes) {
    private static final int WHOLE = 4096;
    private static final int REBAR_SIZES = 36;

    /** {@code linux/pci_regs.h}: PCI_ACS_CTRL and PCI_ACS_RR. */
    private static final int ACS_CONTROL = 6;

    private static final int ACS_REQUEST_REDIRECT = 0x04;

    /**
     * A PCI Express link.
     *
     * @param speed as the kernel words it, for example {@code 16.0 GT/s PCIe}
     * @param width lanes
     * @param maxSpeed the highest speed of the function
     * @param maxWidth the most lanes of the function
     */
    public record Link(
            @Nullable String speed,
            @Nullable Integer width,
            @Nullable String maxSpeed,
            @Nullable Integer maxWidth) {}

    /**
     * A kind of mediated device.
     *
     * @param id its name in sysfs
     * @param name what its driver calls it, or null
     * @param available how many can still be made
     */
    public record MdevType(String id, @Nullable String name, int available) {}

    public DeviceDetails {
        capabilities = List.copyOf(capabilities);
        resizable = Map.copyOf(resizable);
        mdevTypes = List.copyOf(mdevTypes);
    }

    static DeviceDetails read(Sysroot sysroot, PciDevice device) {
        SysDirectory files = SysDirectory.of(sysroot.sys("bus/pci/devices/" + device.bdf()));
        byte[] config = files.bytes("config", WHOLE);
        ConfigSpace space = new ConfigSpace(config == null ? new byte[0] : config);
        String d3cold = files.text("d3cold_allowed");
        return new DeviceDetails(
                capabilities(space),
                link(files),
                files.text("power_state"),
                d3cold == null ? null : d3cold.equals("1"),
                space.isGone(),
                acsRedirects(space),
                resizable(files, space),
                mdevTypes(files.directory("mdev_supported_types")));
    }

    static List<String> capabilities(ConfigSpace space) {
        List<String> found = new ArrayList<>();
        for (ConfigSpace.Capability one : space.capabilities()) {
            switch (one.id()) {
                case ConfigSpace.CAP_PM -> found.add("PM");
                case ConfigSpace.CAP_MSI -> found.add("MSI");
                case ConfigSpace.CAP_MSIX -> found.add("MSI-X");
                case ConfigSpace.CAP_EXP -> found.add("PCIe");
                case ConfigSpace.CAP_AF -> found.add("AF");
                default -> {}
            }
        }
        if (space.hasFunctionLevelReset()) {
            found.add("FLR");
        }
        for (ConfigSpace.Capability one : space.extendedCapabilities()) {
            switch (one.id()) {
                case ConfigSpace.EXT_AER -> found.add("AER");
                case ConfigSpace.EXT_ACS -> found.add("ACS");
                case ConfigSpace.EXT_ATS -> found.add("ATS");
                case ConfigSpace.EXT_SRIOV -> found.add("SR-IOV");
                case ConfigSpace.EXT_PRI -> found.add("PRI");
                case ConfigSpace.EXT_REBAR -> found.add("ReBAR");
                case ConfigSpace.EXT_PASID -> found.add("PASID");
                default -> {}
            }
        }
        return found.stream().distinct().toList();
    }

    static @Nullable Boolean acsRedirects(ConfigSpace space) {
        if (space.bytes().length < WHOLE || space.isGone()) {
            return null;
        }
        ConfigSpace.Capability acs = space.extended(ConfigSpace.EXT_ACS);
        return acs != null && (space.u16(acs.offset() + ACS_CONTROL) & ACS_REQUEST_REDIRECT) != 0;
    }

    private static @Nullable Link link(SysDirectory files) {
        if (!files.has("current_link_speed") && !files.has("max_link_speed")) {
            return null;
        }
        return new Link(
                files.text("current_link_speed"),
                lanes(files, "current_link_width"),
                files.text("max_link_speed"),
                lanes(files, "max_link_width"));
    }

    private static @Nullable Integer lanes(SysDirectory files, String name) {
        long lanes = files.number(name, 10, -1);
        return lanes < 0 || lanes > 64 ? null : (Integer) (int) lanes;
    }

    /** The kernel says it in a file a register, as a set of bits from 1 MiB on; older ones only in the capability. */
    private static Map<Integer, List<Long>> resizable(SysDirectory files, ConfigSpace space) {
        Map<Integer, List<Long>> sizes = new TreeMap<>();
        for (int bar = 0; bar < 6; bar++) {
            long bits = files.number("resource" + bar + "_resize", 16, 0);
            if (bits != 0) {
                sizes.put(bar, sizes(bits));
            }
        }
        ConfigSpace.Capability capability = sizes.isEmpty() ? space.extended(ConfigSpace.EXT_REBAR) : null;
        if (capability != null) {
            int count = Math.min(6, space.u32(capability.offset() + 8) >>> 5 & 7); // PCI_REBAR_CTRL_NBAR_MASK
            for (int i = 0; i < count; i++) {
                int at = capability.offset() + 4 + 8 * i;
                sizes.put(space.u32(at + 4) & 7, sizes((space.u32(at) & 0xffff_fff0L) >>> 4));
            }
        }
        return sizes;
    }

    private static List<Long> sizes(long bits) {
        List<Long> sizes = new ArrayList<>();
        for (int bit = 0; bit < REBAR_SIZES; bit++) {
            if ((bits >>> bit & 1) != 0) {
                sizes.add(1L << 20 + bit);
            }
        }
        return sizes;
    }

    private static List<MdevType> mdevTypes(SysDirectory types) {
        return types.names().stream()
                .map(id -> {
                    SysDirectory type = types.directory(id);
                    return new MdevType(id, type.text("name"), (int) type.number("available_instances", 10, 0));
                })
                .toList();
    }
}
