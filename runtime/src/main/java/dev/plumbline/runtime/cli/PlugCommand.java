package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.vmm.VhostUserPlug;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb plug}. */
@Command(
        name = "plug",
        description =
                "Plugs one thing more into the sandbox: a link of its namespace, a host device with all endpoints of its IOMMU"
                        + " group, or a NIC whose packets a vhost-user back-end takes. What is there already is left alone."
                        + " Without a VMM a device is bound to VFIO, and the JSON says what to start QEMU with; a vhost-user"
                        + " NIC needs a running VM whose memory is shared.",
        mixinStandardHelpOptions = true)
final class PlugCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    PlugCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    /** One of them. */
    static final class What {
        @Option(names = "--link", paramLabel = "NAME", description = "The link in the pod's namespace.")
        private @Nullable String link;

        @Option(
                names = "--pci",
                paramLabel = "BDF",
                description = "The PCI function, for example 0000:01:00.0 or 01:00.0.")
        private @Nullable String pci;

        @Option(
                names = "--cdi",
                paramLabel = "VENDOR/CLASS=NAME",
                description = "The CDI device, which names VFIO nodes ('plumb cdi generate').")
        private @Nullable String cdi;

        @ArgGroup(exclusive = false)
        private @Nullable Nic nic;

        Pluggable pluggable() {
            if (nic != null) {
                return nic.pluggable();
            }
            if (cdi != null) {
                return new Pluggable.Cdi(cdi);
            }
            return pci == null ? new Pluggable.Link(String.valueOf(link)) : new Pluggable.Pci(Bdf.parse(pci));
        }
    }

    /** A NIC with a vhost-user back-end. */
    static final class Nic {
        @Option(
                names = "--vhost-user",
                required = true,
                paramLabel = "SOCKET",
                description = "The back-end's socket, or a device-info file that names it. It listens there, is asked"
                        + " first what it offers, and gets the guest's memory.")
        private Path socket = Path.of("");

        @Option(names = "--listen", description = "The VM listens on the socket, and the back-end dials.")
        private boolean listen;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "The NIC's name in the guest (default: vhost0, vhost1, ...).")
        private @Nullable String name;

        @Option(
                names = "--mac",
                paramLabel = "MAC",
                description = "Its Ethernet address (default: one that is always the same for sandbox and name).")
        private @Nullable String mac;

        @Option(
                names = "--address",
                paramLabel = "PREFIX",
                description = "An address with its prefix length, which the guest's agent gives it; may be repeated.")
        private List<String> addresses = new ArrayList<>();

        @Option(
                names = "--mtu",
                paramLabel = "BYTES",
                description = "Its MTU, which the back-end and the guest are told (default: 1500, and nobody is told).")
        private int mtu = VhostUserPlug.ETHERNET_MTU;

        @Option(names = "--queues", paramLabel = "N", description = "Queue pairs, 1 to 256 (default: 1).")
        private int queues = 1;

        Pluggable pluggable() {
            return new Pluggable.VhostUser(socket, listen, name, mac, addresses, mtu, queues);
        }
    }

    @Override
    public Integer call() {
        SandboxReport report =
                common.inSandboxes(sandboxes -> sandboxes.plug(sandbox, what.pluggable(), common.timeout()));
        return output.result(report, text -> text.sandbox(report));
    }
}
