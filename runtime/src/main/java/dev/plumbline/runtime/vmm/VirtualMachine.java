package dev.plumbline.runtime.vmm;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import java.util.List;
import java.util.Optional;

/**
 * A running virtual machine, seen through its hypervisor's control socket. Nothing here needs the guest to cooperate
 * except to let a device go. Every method throws {@code PlumblineException} with the hypervisor's own words, within its
 * deadline. Not thread-safe: one operation has one of its own.
 */
public interface VirtualMachine extends AutoCloseable {
    /** Looks at what the machine has and has room for. Changes nothing. */
    VmSnapshot observe(Deadline deadline);

    /**
     * Plugs a NIC in. The guest may see it some time after this returns. On failure everything that was done so far is
     * taken back before the exception is thrown.
     *
     * @param plug what to plug; its device id must be free
     * @param queues a tap descriptor a queue pair; they stay the caller's, the hypervisor gets its own
     * @param vhost a vhost-net descriptor a queue pair, or none; they stay the caller's
     */
    void plugNic(NicPlug plug, List<Fd> queues, List<Fd> vhost, Deadline deadline);

    /**
     * Unplugs a NIC and waits until the guest has let it go. Does nothing when it was never plugged or is gone, and
     * removes what is there when it is half-plugged.
     *
     * @param device the device id it was plugged with
     */
    void unplugNic(String device, Deadline deadline);

    /**
     * {@return the parts of the guest's memory that no other process can share, by their ids; none when a vhost-user back-end
     * can work on all of it}
     */
    List<String> unsharedMemory(Deadline deadline);

    /**
     * Plugs a NIC with a vhost-user back-end in, once that is connected. The hypervisor connects again whenever the connection
     * is lost. On failure everything that was done so far is taken back before the exception is thrown.
     *
     * @param plug what to plug; its device id must be free, the guest's memory shared, and its back-end one that serves so many
     *     queues: a hypervisor may stand still for good over one that does not
     */
    void plugVhostUser(VhostUserPlug plug, Deadline deadline);

    /** Unplugs a NIC with a vhost-user back-end; otherwise as {@link #unplugNic}. */
    void unplugVhostUser(String device, Deadline deadline);

    /** {@return whether a back-end is connected at the moment to the vhost-user NIC that was plugged with this device id} */
    boolean hasBackEnd(String device, Deadline deadline);

    /** {@return the NIC that was plugged with this device id, if it is there} */
    Optional<PluggedNic> nic(String device, Deadline deadline);

    /** {@return what the machine pins when it gets a host device} */
    GuestMemory memory(Deadline deadline);

    /**
     * Plugs a host device in through VFIO. The guest may see it some time after this returns. On failure everything that
     * was done so far is taken back before the exception is thrown.
     *
     * @param plug what to plug; its device id must be free, and every endpoint of its group on a VFIO driver
     * @param hasCdev whether the host has a node of its own for it, {@code /dev/vfio/devices/...}: then it is opened through the
     *     host's iommufd, if the hypervisor knows that; through its group's node otherwise
     */
    void plugHostDevice(HostDevicePlug plug, boolean hasCdev, Deadline deadline);

    /**
     * Unplugs a host device and waits until the guest has let it go. Does nothing when it was never plugged or is gone, and
     * removes what is there when it is half-plugged.
     *
     * @param device the device id it was plugged with
     */
    void unplugHostDevice(String device, Deadline deadline);

    /** {@return the host device that was plugged with this device id, if it is there} */
    Optional<PluggedHostDevice> hostDevice(String device, Deadline deadline);

    /** {@return whether the connection still stands, as far as is known} */
    boolean isConnected();

    /** Closes the connection; the machine goes on. Idempotent. */
    @Override
    void close();
}
