package dev.plumbline.runtime.agent.qga;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNicState;
import dev.plumbline.runtime.agent.GuestRoute;
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
    private final AgentConnection agent;
    private final GuestNics nics;
    private final GuestExec exec;

    private QemuGuestAgent(AgentConnection agent) {
        this.agent = agent;
        this.nics = new GuestNics(agent);
        this.exec = new GuestExec(agent);
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
        List<GuestNicState> present = nics.await(nic.mac(), deadline);
        GuestNicState found = GuestNics.withMac(present, nic.mac()).orElseThrow();
        List<IpLine> lines = new ArrayList<>();
        if (!found.name().equals(nic.name())) {
            lines.addAll(new NameChange(present, found.name(), nic.name()).lines());
        }
        lines.addAll(NicSetup.lines(nic, found));
        exec.ip(List.of(), lines, deadline);
    }

    @Override
    public void route(
            List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules, Deadline deadline) {
        // IPv6 first: an IPv4 route may go through an IPv6 gateway.
        for (Family family : Family.values()) {
            List<IpLine> lines = new ArrayList<>();
            neighbours.stream()
                    .filter(neighbour -> family.has(neighbour.neighbour().address()))
                    .map(IpWords::neighbour)
                    .forEach(lines::add);
            lines.addAll(IpWords.routes(routes, family.words()));
            lines.addAll(family.rules(rules, IpWords::ruleAddition));
            exec.ip(List.of(family.option()), lines, deadline);
        }
    }

    @Override
    public void unroute(
            List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules, Deadline deadline) {
        for (Family family : Family.values()) {
            List<IpLine> lines = new ArrayList<>(family.rules(rules, IpWords::ruleRemoval));
            lines.addAll(IpWords.routeRemovals(routes, family.words()));
            exec.ip(List.of(family.option()), lines, deadline);
        }
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

        boolean has(String address) {
            return IpWords.isV6(address) == (this == INET6);
        }

        List<IpLine> rules(List<PodRule> rules, Function<PodRule, IpLine> line) {
            return rules.stream()
                    .filter(rule -> rule.family().equals(words))
                    .map(line)
                    .toList();
        }
    }

    @Override
    public Optional<GuestNicState> find(String mac, Deadline deadline) {
        return GuestNics.withMac(nics.all(deadline), mac);
    }

    @Override
    public List<NotRepresentable> notRepresentable(
            List<GuestNic> nics, List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules) {
        List<NotRepresentable> found = new ArrayList<>();
        for (GuestNic nic : nics) {
            if (!GuestNames.isPlain(nic.name())) {
                found.add(new NotRepresentable("link " + nic.name(), "AGENT_HAS_NO_QUOTING"));
            }
        }
        for (PodRule rule : rules) {
            if (Character.isDigit(rule.action().charAt(0))) {
                found.add(new NotRepresentable(
                        "rule priority " + rule.priority() + " action " + rule.action(), "AGENT_HAS_NO_ACTION"));
            }
        }
        return found;
    }

    @Override
    public void close() {
        agent.close();
    }
}
