package dev.plumbline.vhostuser.memory;

/**
 * Memory that nobody refers to any more stays mapped until the garbage collector finds out, and a data path that allocates
 * nothing gives it no reason to look: the memory of a guest that has ended would stay. So it is told.
 */
public final class UnmappedMemory {
    private static final long PERIOD_NANOS = 1_000_000_000L;
    private static long last = System.nanoTime() - PERIOD_NANOS;

    private UnmappedMemory() {}

    /** Lets go of what was unmapped; at most once a second, and waits for its turn. */
    public static synchronized void release() {
        long early = PERIOD_NANOS - (System.nanoTime() - last);
        if (early > 0) {
            try {
                Thread.sleep(early / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        last = System.nanoTime();
        System.gc();
    }
}
