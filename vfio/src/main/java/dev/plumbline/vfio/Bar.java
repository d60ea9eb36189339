package dev.plumbline.vfio;

/**
 * A base address register: a window to a function.
 *
 * @param index its number, 0 to 5
 * @param size bytes
 * @param bits how wide its address is, 32 or 64
 * @param prefetchable whether reading it has no side effect
 * @param memory whether it is in memory space, otherwise in I/O space
 */
public record Bar(int index, long size, int bits, boolean prefetchable, boolean memory) {}
