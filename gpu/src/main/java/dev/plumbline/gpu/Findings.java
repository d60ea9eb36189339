package dev.plumbline.gpu;

import dev.plumbline.gpu.GpuUse.Client;
import dev.plumbline.vfio.PciDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What to know of a GPU before a VM gets it: what its use and its vendor's facts come to. Pure. */
final class Findings {
    /** More processes than this are only counted. */
    private static final int NAMED = 3;

    private Findings() {}

    static List<Finding> of(PciDevice function, GpuUse use, VendorFacts facts) {
        List<Finding> findings = new ArrayList<>();
        if (!use.clients().isEmpty()) {
            findings.add(seen(
                    "IN_USE_DRM",
                    names(use.clients()) + (use.clients().size() == 1 ? " has it open" : " have it open"),
                    "end what uses it: its driver lets go of it only then"));
        }
        if (use.console() != null) {
            findings.add(seen(
                    "IN_USE_CONSOLE",
                    "the text consoles are shown on it, " + use.console(),
                    "take them off: echo 0 into the bind file of the frame buffer device in /sys/class/vtconsole"));
        }
        if (use.firmware() != null) {
            findings.add(seen(
                    "FIRMWARE_FRAMEBUFFER",
                    use.firmware() + " shows the firmware's screen on it and holds "
                            + (use.firmwareBar() == null ? "one of its registers" : "BAR " + use.firmwareBar())
                            + ": before Linux 6.0, or where it is no VGA controller, vfio-pci cannot have that, and a"
                            + " guest would see it as broken",
                    "start the host with initcall_blacklist=sysfb_init, or, with efifb before Linux 5.15,"
                            + " video=efifb:off"));
        }
        if (use.bootVga()) {
            findings.add(seen(
                    "BOOT_VGA",
                    "the host's firmware showed its messages on it: what can be read as its boot ROM has run already",
                    "leave the ROM out (romfile=), or give the guest a copy that was read elsewhere"));
        }
        if (function.resetMethods().isEmpty() && function.isEndpoint()) {
            findings.add(seen(
                    "NO_RESET",
                    "the kernel knows no way to reset it: what one guest leaves in it, the next one finds",
                    "give it to one VM a boot of the host, or to VMs that trust each other"));
        }
        for (Fact fact : facts.quirksOf(function)) {
            if (fact.property() == null) { // what QEMU has to be told is the plan's business
                findings.add(new Finding(fact.code(), fact.text(), fact.fix(), fact.source()));
            }
        }
        return findings;
    }

    private static Finding seen(String code, String text, String fix) {
        return new Finding(code, text, fix, null);
    }

    private static String names(List<Client> clients) {
        String named = clients.stream()
                .limit(NAMED)
                .map(client -> client.process().toString())
                .collect(Collectors.joining(", "));
        return clients.size() <= NAMED ? named : named + " and " + (clients.size() - NAMED) + " more";
    }
}
