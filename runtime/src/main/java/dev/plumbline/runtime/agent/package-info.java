/**
 * What Plumbline asks of whoever acts inside the guest: to give a NIC its name, MTU and addresses, and to install a
 * pod's routes, neighbours and rules. {@link dev.plumbline.runtime.agent.GuestAgent} is the contract and the records are
 * its words; each agent's client has a package of its own below. Hypervisors are unknown here.
 */
@NullMarked
package dev.plumbline.runtime.agent;

import org.jspecify.annotations.NullMarked;
