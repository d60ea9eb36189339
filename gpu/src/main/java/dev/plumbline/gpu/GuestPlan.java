package dev.plumbline.gpu;

import dev.plumbline.host.Problem;
import dev.plumbline.vfio.BarWindows;
import dev.plumbline.vfio.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guest on a q35 board with OVMF must be started with to have some GPUs.
 *
 * @param ports its ports, each after the one that it is behind
 * @param functions the functions that are there from the start; none where they are plugged in later
 * @param windows the windows that its firmware must have room for
 * @param iommufd whether VFIO is used through iommufd, one object for all functions so that each can reach the others
 * @param findings what to know of it
 */
public record GuestPlan(
        List<GuestPort> ports,
        List<GuestFunction> functions,
        BarWindows windows,
        boolean iommufd,
        List<Finding> findings) {
    /** The id of a VM's iommufd object: one for all devices, those that come later too, as a group can have one only. */
    public static final String IOMMUFD = "plumbline-iommufd";

    public GuestPlan {
        ports = List.copyOf(ports);
        functions = List.copyOf(functions);
        findings = List.copyOf(findings);
    }

    /** {@return QEMU's arguments, in their order} */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-cpu",
                "host,host-phys-bits=on",
                "-fw_cfg",
                "name=opt/ovmf/X-PciMmio64Mb,string=" + windows.ovmfMmio64Mib()));
        String object = iommufd && !functions.isEmpty() ? IOMMUFD : null;
        if (object != null) {
            arguments.addAll(List.of("-object", "iommufd,id=" + object));
        }
        for (GuestPort port : ports) {
            arguments.addAll(List.of("-device", port.argument()));
        }
        for (GuestFunction function : functions) {
            arguments.addAll(List.of("-device", function.argument(object)));
        }
        return arguments;
    }

    /**
     * {@return this plan}
     *
     * @throws dev.plumbline.host.PlumblineException REFUSED when no guest of this host has room for the windows
     */
    public GuestPlan orRefused() {
        if (windows.fits()) {
            return this;
        }
        boolean wide = windows.physBits() >= windows.physBitsNeeded();
        throw Problem.refused(
                        ReasonCode.BAR_WINDOW.name(),
                        windows.devices().get(0).bdf()
                                + (windows.devices().size() == 1
                                        ? ""
                                        : " and " + (windows.devices().size() - 1) + " more"),
                        wide
                                ? "what must lie below 4 GiB is too large together"
                                : "their windows need " + windows.physBitsNeeded()
                                        + " bits of physical address, and the guest has " + windows.physBits())
                .fix(
                        wide
                                ? "give the VM fewer devices"
                                : "give the VM fewer GPUs, or a host with wider addresses; --phys-bits says how wide they"
                                        + " are in the guest")
                .exception();
    }
}
