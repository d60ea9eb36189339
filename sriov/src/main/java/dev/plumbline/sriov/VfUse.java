package dev.plumbline.sriov;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.Holders;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciInventory;
import dev.plumbline.vfio.ReasonCode;
import dev.plumbline.vfio.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that a virtual function is used for, and that ends when it vanishes.
 *
 * @param vf the function
 * @param code {@link ReasonCode#IN_USE_VFIO}, {@link ReasonCode#IN_USE_NETDEV} or {@link ReasonCode#IN_USE_MOUNT}
 * @param text what it is used for
 * @param isGivenAway whether somebody else has it, a VM or another network namespace, and not the host itself
 */
public record VfUse(Bdf vf, ReasonCode code, String text, boolean isGivenAway) {
    /** {@return what the virtual functions of a physical one are used for now} */
    public static List<VfUse> of(Sysroot sysroot, PhysicalFunction pf) {
        if (pf.vfs().isEmpty()) {
            return List.of();
        }
        PciInventory inventory = PciInventory.read(sysroot);
        List<PciDevice> devices = pf.vfs().stream()
                .flatMap(vf -> inventory.device(vf.bdf()).stream())
                .toList();
        List<String> nodes = devices.stream()
                .filter(PciDevice::onVfio)
                .flatMap(device -> Stream.of(device.groupNode(), device.cdevNode()))
                .flatMap(Stream::ofNullable)
                .toList();
        return of(devices, Usage.read(sysroot, devices), Holders.read(sysroot, nodes));
    }

    static List<VfUse> of(List<PciDevice> vfs, Usage usage, Holders holders) {
        List<VfUse> uses = new ArrayList<>();
        for (PciDevice vf : vfs) {
            if (vf.onVfio()) {
                holders.of(vf)
                        .ifPresent(holder ->
                                uses.add(new VfUse(vf.bdf(), ReasonCode.IN_USE_VFIO, holder + " has it open", true)));
            }
            for (String link : vf.netdevs()) {
                usage.links().getOrDefault(link, List.of()).stream()
                        .findFirst()
                        .ifPresent(how -> uses.add(
                                new VfUse(vf.bdf(), ReasonCode.IN_USE_NETDEV, "its link " + link + " " + how, false)));
            }
            if (vf.netdevsElsewhere()) {
                uses.add(new VfUse(
                        vf.bdf(), ReasonCode.IN_USE_NETDEV, "its link is in another network namespace", true));
            }
            for (String disk : vf.blockdevs()) {
                usage.disks().getOrDefault(disk, List.of()).stream()
                        .findFirst()
                        .ifPresent(how -> uses.add(
                                new VfUse(vf.bdf(), ReasonCode.IN_USE_MOUNT, "its disk " + disk + " " + how, false)));
            }
        }
        return uses;
    }

    /**
     * Does nothing when nothing is used.
     *
     * @param what what would come of it
     * @param fix what to do
     * @throws dev.plumbline.host.PlumblineException REFUSED, naming each use
     */
    static void refuse(List<VfUse> uses, String what, String fix) {
        if (uses.isEmpty()) {
            return;
        }
        List<String> texts =
                uses.stream().map(use -> use.vf() + ": " + use.text()).toList();
        throw Problem.refused(
                        uses.get(0).code().name(),
                        uses.get(0).vf().toString(),
                        "virtual functions are in use, and " + what)
                .because(String.join("; ", texts))
                .fix(fix)
                .exception();
    }
}
