package dev.plumbline.runtime.agent;

import dev.plumbline.host.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * An agent in a guest that configures its network on our behalf. Doing anything twice changes nothing more. Every method
 * throws {@code PlumblineException} with the agent's own words, within its deadline; a guest that cannot be reached is
 * an error in all of them. Not thread-safe: one operation has one of its own.
 */
public interface GuestAgent extends AutoCloseable {
    /**
     * Waits until the guest sees the NIC, then sets its name, MTU and addresses, removes others if the agent can, and brings
     * it up. Another NIC that has the name is moved out of the way.
     */
    void configure(GuestNic nic, Deadline deadline);

    /** Installs routes, neighbours and rules; the NICs they name are configured already. */
    void route(GuestTables tables, Deadline deadline);

    /** Takes routes, neighbours and rules back, if the agent can. What is gone already is fine. */
    void unroute(GuestTables tables, Deadline deadline);

    /** {@return the guest's NIC with this NIC's MAC, and PCI path if it names one, if the guest has it} */
    Optional<GuestNicState> find(GuestNic nic, Deadline deadline);

    /**
     * {@return those of some routes that the guest has not, as far as its agent can tell}
     *
     * <p>Routes that this agent has no words for are none of them. Where its list cannot tell several routes apart and too
     * few of them are there, all of them are.
     *
     * @param routes all routes that it was told of
     */
    List<GuestRoute> missing(List<GuestRoute> routes, Deadline deadline);

    /** {@return whether this agent can give a NIC its name and find it; a pure function that does not ask the guest} */
    boolean canConfigure(GuestNic nic);

    /** {@return what this agent cannot carry out; a pure function that does not ask the guest} */
    List<NotRepresentable> notRepresentable(List<GuestNic> nics, GuestTables tables);

    /** Closes the connection; the guest stays as it is. Idempotent. */
    @Override
    void close();
}
