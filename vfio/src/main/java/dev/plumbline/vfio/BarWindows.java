package dev.plumbline.vfio;

import java.util.List;

/**
 * The windows in a guest's address space that functions need. Each sits on a port of its own, whose window for 64-bit
 * prefetchable registers is as large as these together, and aligned to the largest of them; the others must go below 4 GiB.
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
     * A function's windows.
     *
     * @param bdf the function
     * @param bars its registers in memory space
     * @param windowBytes its 64-bit window
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

    /** {@return the windows that functions need with physical addresses of so many bits} */
    static BarWindows of(List<PciDevice> functions, int physBits) {
        List<OfDevice> devices = functions.stream().map(BarWindows::windows).toList();
        long total = devices.stream().mapToLong(OfDevice::windowBytes).sum();
        long exact = devices.stream()
                .flatMap(device -> device.bars().stream())
                .filter(BarWindows::isHigh)
                .mapToLong(Bar::size)
                .sum();
        long low = devices.stream().mapToLong(OfDevice::lowWindowBytes).sum();
        // An aperture has a power of two as its size, and is aligned to that.
        long aperture = powerOfTwo(Math.max(OVMF_LEAST, total));
        if (exact + OWN_DEVICES > aperture) {
            aperture *= 2;
        }
        int needed = Long.numberOfTrailingZeros(aperture) + 1; // it comes above the guest's memory
        return new BarWindows(devices, total, aperture / MIB, needed, physBits, physBits >= needed && low <= BELOW_4G);
    }

    private static OfDevice windows(PciDevice device) {
        List<Bar> memory = device.bars().stream().filter(Bar::memory).toList();
        return new OfDevice(
                device.bdf(),
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
