package dev.plumbline.vhostuser;

/**
 * What a handshake does not tell: a circumstance that will cost packets, speed or an operation later.
 *
 * @param code a stable upper-case word
 * @param text what it is
 * @param fix what to do about it
 */
public record Advice(String code, String text, String fix) {
    static final Advice MEMORY_NOT_SHARED = new Advice(
            "MEMORY_NOT_SHARED",
            "the guest's driver is at work, but nothing of it is seen in the memory that was passed: the VMM maps it"
                    + " privately, and every packet will be lost",
            "create the VM with shared memory: -object memory-backend-memfd,id=mem,size=SIZE,share=on"
                    + " -machine memory-backend=mem");

    static final Advice MEMORY_NOT_SEALED = new Advice(
            "MEMORY_NOT_SEALED",
            "the file of the guest's memory can be made shorter while it is in use; its rings stop if that happens",
            "nothing, if the VMM is trusted; QEMU's memory-backend-memfd seals its memory, files on tmpfs and DPDK's"
                    + " --no-huge memory cannot be sealed");
}
