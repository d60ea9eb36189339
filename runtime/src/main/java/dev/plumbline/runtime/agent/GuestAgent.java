package dev.plumbline.runtime.agent;

import dev.plumbline.host.Deadline;
import dev.plumbline.tap.PodRule;
import java.util.List;
import java.util.Optional;

/**
 * An agent in a guest that configures its network on our behalf. Doing anything twice changes nothing more. Every method
 * throws {@code PlumblineException} with the agent's own words, within its deadline; a guest that cannot be reached is
 * an error in all of them. Not thread-safe: one operation has one of its own.
 */
public interface GuestAgent extends AutoCloseable {
    /**
     * Waits until the guest sees the NIC with this MAC, then sets its name, MTU and addresses and brings it up. Another
     * NIC that has the name is moved out of the way.
     */
    void configure(GuestNic nic, Deadline deadline);

    /** Installs routes, permanent neighbours and rules; the NICs they name are configured already. */
    void route(List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules, Deadline deadline);

    /**
     * Takes back what {@link #route} did with the same arguments, as far as it would outlive the NICs: routes without a
     * device, and rules. The rest goes with the NIC. What is gone already is fine.
     */
    void unroute(List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules, Deadline deadline);

    /**
     * {@return the guest's NIC with this MAC, if it has one}
     *
     * @param mac lower case with colons
     */
    Optional<GuestNicState> find(String mac, Deadline deadline);

    /** {@return what this agent cannot carry out; a pure function that does not ask the guest} */
    List<NotRepresentable> notRepresentable(
            List<GuestNic> nics, List<GuestRoute> routes, List<GuestNeighbour> neighbours, List<PodRule> rules);

    /** Closes the connection; the guest stays as it is. Idempotent. */
    @Override
    void close();
}
