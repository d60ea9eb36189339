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
     * Waits until the guest sees the NIC, then sets its name, MTU and addresses, removes others, and brings it up. Another NIC
     * that has the name is moved out of the way.
     */
    void configure(GuestNic nic, Deadline deadline);

    /** Installs routes, neighbours and rules; the NICs they name are configured already. */
    void route(GuestTables tables, Deadline deadline);

    /** Takes routes, neighbours and rules back. What is gone already is fine. */
    void unroute(GuestTables tables, Deadline deadline);

    /** {@return the guest's NIC with this NIC's MAC, and PCI path if it names one, if the guest has it} */
    Optional<GuestNicState> find(GuestNic nic, Deadline deadline);

    /** {@return whether a NIC can be given this name; a pure function that does not ask the guest} */
    boolean canName(String name);

    /** {@return what this agent cannot carry out; a pure function that does not ask the guest} */
    List<NotRepresentable> notRepresentable(List<GuestNic> nics, GuestTables tables);

    /** Closes the connection; the guest stays as it is. Idempotent. */
    @Override
    void close();
}
