package dev.plumbline.gpu;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.SysDirectory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A frame buffer that the firmware set up and a generic driver of the kernel still has, so that nobody else can have the
 * registers that it lies in.
 *
 * @param driver what {@code /proc/iomem} calls its owner, for example {@code efifb} or {@code BOOTFB}
 * @param bdf the GPU
 * @param start where the registers begin; 0 for a reader without privileges, to whom the kernel does not say
 */
record FirmwareFramebuffer(String driver, Bdf bdf, long start) {
    /** What kernels have called them: the drivers of efifb, vesafb, simplefb and simpledrm, and sysfb before those. */
    private static final Set<String> OWNERS =
            Set.of("efifb", "vesafb", "simplefb", "simpledrm", "efidrm", "vesadrm", "simple-framebuffer", "BOOTFB");

    /** A line: how deep it is, where it begins, and whose it is. */
    private record Region(int depth, long start, String owner) {}

    /** {@return the frame buffers in the text of {@code /proc/iomem}, whose lines are indented beneath what they are part of} */
    static List<FirmwareFramebuffer> parse(String iomem) {
        List<FirmwareFramebuffer> found = new ArrayList<>();
        Deque<Region> around = new ArrayDeque<>();
        for (String line : iomem.lines().toList()) {
            int colon = line.indexOf(" : ");
            int dash = line.indexOf('-');
            if (dash < 0 || colon < dash) {
                continue;
            }
            String range = line.substring(0, dash).strip();
            Region region = new Region(
                    line.length() - line.stripLeading().length(),
                    SysDirectory.parse(range, 16, 0),
                    line.substring(colon + 3).strip());
            while (!around.isEmpty() && around.peek().depth() >= region.depth()) {
                around.pop();
            }
            if (OWNERS.contains(region.owner())) {
                around.stream()
                        .flatMap(outer -> Bdf.find(outer.owner())
                                .map(bdf -> new FirmwareFramebuffer(region.owner(), bdf, outer.start()))
                                .stream())
                        .findFirst()
                        .ifPresent(found::add);
            }
            around.push(region);
        }
        return found;
    }

    /** {@return the number of the base address register that begins there, by the text of the GPU's {@code resource}} */
    Optional<Integer> bar(String resource) {
        List<String> lines = resource.lines().limit(6).toList();
        for (int i = 0; i < lines.size() && start != 0; i++) {
            String line = lines.get(i);
            int space = line.indexOf(' ');
            if (space > 0 && SysDirectory.parse(line.substring(0, space), 16, 0) == start) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
