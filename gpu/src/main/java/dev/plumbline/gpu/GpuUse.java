package dev.plumbline.gpu;

import dev.plumbline.vfio.Holders.Holder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the host uses a GPU for now.
 *
 * @param nodes its device nodes, for example {@code /dev/dri/card0}
 * @param clients who has one of them open, in order of process; only those that this process may look at
 * @param bootVga whether the firmware showed its messages on it
 * @param console the frame buffer of it, {@code fb0}, if the kernel's text consoles are on frame buffers
 * @param firmware the generic driver that has the firmware's frame buffer on it, {@code efifb}
 * @param firmwareBar the number of the register in which that lies; null where it is not known
 */
public record GpuUse(
        List<String> nodes,
        List<Client> clients,
        boolean bootVga,
        @Nullable String console,
        @Nullable String firmware,
        @Nullable Integer firmwareBar) {
    /**
     * A process that has nodes open.
     *
     * @param process the process
     * @param nodes the nodes
     */
    public record Client(Holder process, List<String> nodes) {
        public Client {
            nodes = List.copyOf(nodes);
        }
    }

    public GpuUse {
        nodes = List.copyOf(nodes);
        clients = List.copyOf(clients);
    }

    /** {@return whether somebody would miss it} */
    public boolean isUsed() {
        return !clients.isEmpty() || console != null || firmware != null;
    }
}
