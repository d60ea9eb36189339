package dev.plumbline.runtime.vmm;

/**
 * What a machine pins when it gets a host device.
 *
 * @param bytes the guest's memory
 * @param process the hypervisor's process, in this process's pid namespace; 0 when it is in another one
 */
public record GuestMemory(long bytes, int process) {}
