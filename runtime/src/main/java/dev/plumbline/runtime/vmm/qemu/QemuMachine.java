package dev.plumbline.runtime.vmm.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.vmm.GuestMemory;
import dev.plumbline.runtime.vmm.HostDevicePlug;
import dev.plumbline.runtime.vmm.NicPlug;
import dev.plumbline.runtime.vmm.PluggedHostDevice;
import dev.plumbline.runtime.vmm.PluggedNic;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.runtime.vmm.VirtualMachine;
import dev.plumbline.runtime.vmm.VmSnapshot;
import dev.plumbline.runtime.vmm.qemu.Addition.TakeBack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A QEMU machine of type q35 or pc, through a monitor of our own. */
public final class QemuMachine implements VirtualMachine {
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*"); // QEMU's id_wellformed()

    private final QmpClient qmp;

    private QemuMachine(QmpClient qmp) {
        this.qmp = qmp;
    }

    /** Connects to a monitor. Throws as {@link QmpClient#connect} does. */
    public static QemuMachine connect(Path socket, Deadline deadline) {
        return new QemuMachine(QmpClient.connect(socket, deadline));
    }

    @Override
    public VmSnapshot observe(Deadline deadline) {
        QemuTopology topology = new QemuTopology(qmp, deadline);
        String machine = topology.machine();
        return new VmSnapshot(machine, topology.freePorts(machine), topology.devices(), topology.netdevs());
    }

    @Override
    public void plugNic(NicPlug plug, List<Fd> queues, List<Fd> vhost, Deadline deadline) {
        if (queues.size() != plug.queues() || vhost.size() != (plug.vhost() ? plug.queues() : 0)) {
            throw new IllegalArgumentException(plug + " with " + queues.size() + " and " + vhost.size());
        }
        new NicPlugging(qmp, wellFormed(plug.device()), plug, deadline).run(queues, vhost);
    }

    @Override
    public void unplugNic(String device, Deadline deadline) {
        String id = wellFormed(device);
        new Unplugging(qmp, id, List.of(new TakeBack("netdev_del", "id", NicPlug.netdev(id))), deadline).run();
    }

    @Override
    public List<String> unsharedMemory(Deadline deadline) {
        return new QemuTopology(qmp, deadline).unsharedMemory();
    }

    @Override
    public void plugVhostUser(VhostUserPlug plug, Deadline deadline) {
        wellFormed(plug.nic().device());
        new VhostUserPlugging(qmp, plug, deadline).run();
    }

    @Override
    public void unplugVhostUser(String device, Deadline deadline) {
        String id = wellFormed(device);
        new Unplugging(qmp, id, VhostUserPlugging.backEnd(id), deadline).run();
    }

    @Override
    public boolean hasBackEnd(String device, Deadline deadline) {
        return VhostUserPlugging.isConnected(qmp, wellFormed(device), deadline);
    }

    @Override
    public Optional<PluggedNic> nic(String device, Deadline deadline) {
        return new QemuTopology(qmp, deadline).nic(wellFormed(device));
    }

    @Override
    public GuestMemory memory(Deadline deadline) {
        JsonNode sizes = qmp.execute("query-memory-size-summary", Map.of(), deadline);
        long bytes = sizes.path("base-memory").asLong()
                + sizes.path("plugged-memory").asLong();
        return new GuestMemory(bytes, qmp.process());
    }

    @Override
    public void plugHostDevice(HostDevicePlug plug, boolean hasCdev, Deadline deadline) {
        wellFormed(plug.device());
        new HostDevicePlugging(qmp, plug, hasCdev, deadline).run();
    }

    @Override
    public void unplugHostDevice(String device, Deadline deadline) {
        String id = wellFormed(device);
        new Unplugging(qmp, id, List.of(HostDevicePlugging.IOMMUFD_GONE), deadline).run();
    }

    @Override
    public Optional<PluggedHostDevice> hostDevice(String device, Deadline deadline) {
        return new QemuTopology(qmp, deadline).hostDevice(wellFormed(device));
    }

    @Override
    public boolean isConnected() {
        return qmp.isConnected();
    }

    private static String wellFormed(String device) {
        if (!ID.matcher(device).matches()) {
            throw Problem.badInput("DEVICE_ID_MALFORMED", "'" + device + "'", "QEMU takes no such device id")
                    .fix("an id is a letter, then letters, digits, '-', '.' and '_'")
                    .exception();
        }
        return device;
    }

    @Override
    public void close() {
        qmp.close();
    }
}
