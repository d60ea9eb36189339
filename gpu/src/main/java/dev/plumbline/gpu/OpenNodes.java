package dev.plumbline.gpu;

import dev.plumbline.gpu.GpuUse.Client;
import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.Holders.Holder;
import dev.plumbline.vfio.SysDirectory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which processes have which device nodes open.
 *
 * @param clients the processes in order of their numbers
 */
record OpenNodes(List<Client> clients) {
    OpenNodes {
        clients = List.copyOf(clients);
    }

    /** Looks through the open files of all processes that may be looked at; at nothing when there are no nodes. */
    static OpenNodes read(Sysroot sysroot, Set<String> nodes) {
        List<Client> found = new ArrayList<>();
        SysDirectory processes = SysDirectory.of(sysroot.proc(""));
        for (int pid : nodes.isEmpty() ? List.<Integer>of() : numbers(processes)) {
            SysDirectory process = processes.directory(Integer.toString(pid));
            SysDirectory files = process.directory("fd");
            Set<String> open = new TreeSet<>();
            for (String file : files.names()) {
                String target = files.link(file);
                if (target != null && nodes.contains(target)) {
                    open.add(target);
                }
            }
            if (!open.isEmpty()) {
                String name = process.text("comm");
                found.add(new Client(new Holder(pid, name == null ? "?" : name), List.copyOf(open)));
            }
        }
        return new OpenNodes(found);
    }

    private static List<Integer> numbers(SysDirectory processes) {
        return processes.names().stream()
                .map(name -> SysDirectory.parse(name, 10, -1))
                .filter(pid -> pid > 0 && pid <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .sorted()
                .toList();
    }

    /** {@return the processes that have some of these nodes open, with those of them that they have} */
    List<Client> of(Collection<String> nodes) {
        List<Client> found = new ArrayList<>();
        for (Client client : clients) {
            List<String> open = client.nodes().stream().filter(nodes::contains).toList();
            if (!open.isEmpty()) {
                found.add(new Client(client.process(), open));
            }
        }
        return found;
    }
}
