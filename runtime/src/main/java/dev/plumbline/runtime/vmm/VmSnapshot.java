package dev.plumbline.runtime.vmm;

import dev.plumbline.host.Problem;
import java.util.List;

/**
 * What a machine had when it was looked at.
 *
 * @param machine the machine's type in the hypervisor's words, for example {@code pc-q35-7.2}
 * @param freePorts where devices can be plugged in, in the order in which to use them
 * @param devices the device ids in use
 * @param netdevs the network back-ends' ids in use
 */
public record VmSnapshot(String machine, List<Port> freePorts, List<String> devices, List<String> netdevs) {
    public VmSnapshot {
        freePorts = List.copyOf(freePorts);
        devices = List.copyOf(devices);
        netdevs = List.copyOf(netdevs);
    }

    /**
     * {@return the first free ports, as many as asked for}
     *
     * @param count how many devices are to be plugged in
     * @throws dev.plumbline.host.PlumblineException REFUSED, {@code NO_FREE_PORT}, when there are fewer
     */
    public List<Port> ports(int count) {
        if (count > freePorts.size()) {
            throw Problem.refused(
                            "NO_FREE_PORT",
                            machine,
                            "the machine has " + freePorts.size() + " free ports for " + count + " devices")
                    .because("a device can be plugged in only where the machine was started with room for it")
                    .fix("start QEMU with one more '-device pcie-root-port,id=rpN,chassis=N,slot=N' for each device"
                            + " (a port without an id cannot be used)")
                    .exception();
        }
        return freePorts.subList(0, count);
    }
}
