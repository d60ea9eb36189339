package dev.plumbline.runtime.agent.qga;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.agent.AgentException;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.tap.PodRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stock QEMU guest agent, which runs iproute2 in the guest for us. It has to allow {@code guest-exec}. Changes are
 * made with as few processes as can be, since starting one is the slowest part.
 */
public final class QemuGuestAgent implements GuestAgent {
    private static final int RENAMES = 5;

    private final AgentConnection agent;
    private final GuestNics nics;
    private final GuestExec exec;

    private QemuGuestAgent(AgentConnection agent) {
        this.agent = agent;
        this.exec = new GuestExec(agent);
        this.nics = new GuestNics(agent, exec);
    }

    /**
     * Connects to the socket of the agent's virtio-serial port. QEMU accepts whether or not an agent runs in the guest:
     * that shows in the first call.
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when nobody listens there
     */
    public static QemuGuestAgent connect(Path socket, Deadline deadline) {
        return new QemuGuestAgent(new AgentConnection(socket, deadline));
    }

    @Override
    public void configure(GuestNic nic, Deadline deadline) {
        GuestNames.check(nic.name());
        GuestNicState found = named(nic, deadline);
        exec.ip(List.of(), NicSetup.lines(nic, found), deadline);
    }

    /**
     * Gives a NIC its name before anything is said of that name: a guest takes its NICs in at its own pace, and another one
     * may get the name between a look and the change.
     */
    private GuestNicState named(GuestNic nic, Deadline deadline) {
        for (int i = 1; ; i++) {
            GuestNicState found = nics.await(nic, deadline);
            if (found.name().equals(nic.name())) {
                return found;
            }
            List<IpLine> lines = new NameChange(nics.all(deadline), found.name(), nic.name()).lines();
            try {
                exec.ip(List.of(), lines, deadline);
            } catch (AgentException e) {
                if (i == RENAMES || !e.text().contains("File exists")) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void route(GuestTables tables, Deadline deadline) {
        // IPv6 first: an IPv4 route may go through an IPv6 gateway.
        for (Family family : Family.values()) {
            List<IpLine> lines = new ArrayList<>(family.neighbours(tables, IpWords::neighbour));
            lines.addAll(IpWords.routes(tables.routes(), family.words()));
            lines.addAll(family.rules(tables, IpWords::ruleAddition));
            exec.ip(List.of(family.option()), lines, deadline);
        }
    }

    @Override
    public void unroute(GuestTables tables, Deadline deadline) {
        for (Family family : Family.values()) {
            List<IpLine> lines = new ArrayList<>(family.rules(tables, IpWords::ruleRemoval));
            lines.addAll(IpWords.routeRemovals(tables.routes(), family.words()));
            lines.addAll(family.neighbours(tables, IpWords::neighbourRemoval));
            exec.ip(List.of(family.option()), lines, deadline);
        }
    }

    @Override
    public List<GuestRoute> missing(List<GuestRoute> routes, Deadline deadline) {
        List<GuestRoute> missing = new ArrayList<>();
        for (Family family : Family.values()) {
            List<GuestRoute> wanted = routes.stream()
                    .filter(route -> route.route().family().equals(family.words()))
                    .toList();
            if (!wanted.isEmpty()) {
                List<String> arguments = List.of("-N", "-j", family.option(), "route", "show", "table", "all");
                InstalledRoutes installed =
                        InstalledRoutes.of(exec.run("ip", arguments, "", deadline), family == Family.INET6);
                wanted.stream().filter(route -> !installed.has(route)).forEach(missing::add);
            }
        }
        return missing;
    }

    private enum Family {
        INET6("inet6", "-6"),
        INET("inet", "-4");

        private final String words;
        private final String option;

        Family(String words, String option) {
            this.words = words;
            this.option = option;
        }

        String words() {
            return words;
        }

        String option() {
            return option;
        }

        List<IpLine> neighbours(GuestTables tables, Function<GuestNeighbour, IpLine> line) {
            return tables.neighbours().stream()
                    .filter(entry -> IpWords.isV6(entry.neighbour().address()) == (this == INET6))
                    .map(line)
                    .toList();
        }

        List<IpLine> rules(GuestTables tables, Function<PodRule, IpLine> line) {
            return tables.rules().stream()
                    .filter(rule -> rule.family().equals(words))
                    .map(line)
                    .toList();
        }
    }

    @Override
    public Optional<GuestNicState> find(GuestNic nic, Deadline deadline) {
        return nics.find(nic, deadline);
    }

    @Override
    public boolean canConfigure(GuestNic nic) {
        return GuestNames.isPlain(nic.name());
    }

    @Override
    public List<NotRepresentable> notRepresentable(List<GuestNic> wanted, GuestTables tables) {
        List<NotRepresentable> found = new ArrayList<>();
        for (GuestNic nic : wanted) {
            if (!GuestNames.isPlain(nic.name())) {
                found.add(new NotRepresentable("link " + nic.name(), "AGENT_HAS_NO_QUOTING"));
            }
            nic.addresses().stream()
                    .filter(address ->
                            address.label() != null && !address.label().startsWith(nic.name()))
                    .forEach(address -> found.add(new NotRepresentable(
                            "label " + address.label() + " of " + address.prefix(), "LABEL_NEEDS_LINK_NAME")));
        }
        return found;
    }

    @Override
    public void close() {
        agent.close();
    }
}
