/**
 * What Plumbline asks of a hypervisor: what it has room for, and to take a NIC in or give it up. {@link
 * dev.plumbline.runtime.vmm.VirtualMachine} is the contract and the records are its words, plain enough for a journal;
 * each hypervisor's client has a package of its own below. Namespaces, taps and guests are unknown here.
 */
@NullMarked
package dev.plumbline.runtime.vmm;

import org.jspecify.annotations.NullMarked;
