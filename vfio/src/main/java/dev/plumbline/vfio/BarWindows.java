package dev.plumbline.vfio;

import java.util.List;

/**
 * The windows in a guest's address space that functions need. A port's window for 64-bit prefetchable registers is as large as
 * those of what is behind it together, and aligned to the largest of them; the others must go below 4 GiB.
 *
 * @param devices the functions with their windows
 * @param totalBytes all 64-bit windows
 * @param ovmfMmio64Mib what OVMF must be told to set aside for them, MiB: its X-PciMmio64Mb
 * @param physBitsNeeded how wide the guest's physical addresses must be
 * @param physBits how wide they are
 * @param fits whether that is enough
 */
public record BarWindows(
        List<OfDevice> devices, long totalBytes, long ovmfMmio64Mib, int physBitsNeeded, int physBits, boolean fits) {
    private static final long MIB = 1L << 20;
    /** OVMF sets 32 GiB aside when nobody says more. */
    private static final long OVMF_LEAST = 32L << 30;
    /** What the guest's own devices take beside those that are passed through. */
    private static final long OWN_DEVICES = 256 * MIB;
    /** What is left for them below 4 GiB on a q35 board. */
    private static final long BELOW_4G = 1L << 30;

    /**
     * The windows of a port.
     *
     * @param bdf the function behind it, the first of several
     * @param bars its registers in memory space
     * @param windowBytes its 64-bit window, which is also what a port must reserve for a function that comes later
     * @param lowWindowBytes its window below 4 GiB
     */
    public record OfDevice(Bdf bdf, List<Bar> bars, long windowBytes, long lowWindowBytes) {
        public OfDevice {
            bars = List.copyOf(bars);
        }
    }

    public BarWindows {
        devices = List.copyOf(devices);
    }

    /** {@return the windows that functions need, each behind a port of its own, with physical addresses of so many bits} */
    static BarWindows of(List<PciDevice> functions, int physBits) {
        return ofPorts(functions.stream().map(List::of).toList(), physBits);
    }

    /** {@return the same for functions of which those in one list share a port} */
    static BarWindows ofPorts(List<List<PciDevice>> ports, int physBits) {
        List<OfDevice> windows = ports.stream().map(BarWindows::windows).toList();
        long total = windows.stream().mapToLong(OfDevice::windowBytes).sum();
        long low = windows.stream().mapToLong(OfDevice::lowWindowBytes).sum();
        // An aperture has a power of two as its size, and is aligned to that.
        long aperture = powerOfTwo(Math.max(OVMF_LEAST, total));
        if (taken(windows) + OWN_DEVICES > aperture) {
            aperture *= 2;
        }
        int needed = Long.numberOfTrailingZeros(aperture) + 1; // it comes above the guest's memory
        return new BarWindows(windows, total, aperture / MIB, needed, physBits, physBits >= needed && low <= BELOW_4G);
    }

    /**
     * How much of the aperture is not left for the guest's own devices. The end of a single window is: what is aligned to
     * less goes behind the registers. Of several windows none can be counted on: eight of 1 TiB with 512 GiB of registers
     * each lose one of them in 8 TiB (edk2, pull request 12997).
     */
    private static long taken(List<OfDevice> windows) {
        List<OfDevice> high =
                windows.stream().filter(window -> window.windowBytes() > 0).toList();
        return high.size() == 1
                ? high.get(0).bars().stream()
                        .filter(BarWindows::isHigh)
                        .mapToLong(Bar::size)
                        .sum()
                : high.stream().mapToLong(OfDevice::windowBytes).sum();
    }

    private static OfDevice windows(List<PciDevice> port) {
        List<Bar> memory = port.stream()
                .flatMap(device -> device.bars().stream())
                .filter(Bar::memory)
                .toList();
        return new OfDevice(
                port.get(0).bdf(),
                memory,
                window(memory.stream().filter(BarWindows::isHigh).toList()),
                window(memory.stream().filter(bar -> !isHigh(bar)).toList()));
    }

    private static boolean isHigh(Bar bar) {
        return bar.memory() && bar.bits() == 64 && bar.prefetchable();
    }

    private static long window(List<Bar> bars) {
        long sum = bars.stream().mapToLong(bar -> powerOfTwo(bar.size())).sum();
        long largest =
                bars.stream().mapToLong(bar -> powerOfTwo(bar.size())).max().orElse(0);
        long unit = Math.max(MIB, largest); // a bridge's windows are counted in MiB
        return (sum + unit - 1) / unit * unit;
    }

    private static long powerOfTwo(long size) {
        long floor = Long.highestOneBit(size);
        return floor == size ? size : floor << 1;
    }
}
