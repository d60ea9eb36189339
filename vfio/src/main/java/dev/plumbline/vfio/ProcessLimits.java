package dev.plumbline.vfio;

import dev.plumbline.host.Sysroot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this process, and a VMM that it starts, may do.
 *
 * @param lockable how much memory it may lock, bytes; {@link Long#MAX_VALUE} for all
 * @param root whether it is privileged
 */
record ProcessLimits(long lockable, boolean root) {
    /** A VM locks all of its memory; with less than that no VM is of use. */
    private static final long LEAST = 256L << 20;
    /** Linux' {@code linux/capability.h}. */
    private static final int CAP_IPC_LOCK = 14;
    /** QEMU's processor models have this many unless told to take the host's. */
    private static final int QEMU_PHYSICAL_BITS = 40;

    static ProcessLimits read(Sysroot sysroot) {
        SysDirectory self = SysDirectory.of(sysroot.proc("self"));
        return new ProcessLimits(lockable(self.text("limits")), isPrivileged(self.text("status")));
    }

    static long lockable(@Nullable String limits) {
        String start = "Max locked memory";
        return limits == null
                ? Long.MAX_VALUE
                : limits.lines()
                        .filter(line -> line.startsWith(start))
                        .map(line -> SysfsText.words(line.substring(start.length())))
                        .filter(words -> !words.isEmpty())
                        .map(words -> SysDirectory.parse(words.get(0), 10, Long.MAX_VALUE)) // or "unlimited"
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
    }

    private static boolean isPrivileged(@Nullable String status) {
        return status != null
                && status.lines()
                        .filter(line -> line.startsWith("CapEff:"))
                        .anyMatch(line -> (SysDirectory.parse(
                                                        line.substring("CapEff:".length())
                                                                .strip(),
                                                        16,
                                                        0)
                                                >>> CAP_IPC_LOCK
                                        & 1)
                                != 0);
    }

    boolean mayLockEnough() {
        return root || lockable >= LEAST;
    }

    String lockableText() {
        return lockable == Long.MAX_VALUE ? "no limit" : String.format(Locale.ROOT, "%d KiB", lockable >> 10);
    }

    /** {@return the verdict with what this process lacks added, if the device is otherwise ready} */
    Verdict judge(PciDevice device, Verdict verdict, boolean mayOpen) {
        List<Reason> reasons = new ArrayList<>(verdict.reasons());
        if (device.isEndpoint() && !mayOpen) {
            reasons.add(new Reason(
                    ReasonCode.NO_PERMISSION,
                    device.bdf(),
                    device.bdf() + " cannot be opened by this user: " + device.groupNode(),
                    "run the VMM as root, or give it the node: chown USER " + device.groupNode(),
                    Reason.Cure.OTHER));
        }
        if (device.isEndpoint() && !mayLockEnough()) {
            reasons.add(new Reason(
                    ReasonCode.MEMLOCK,
                    device.bdf(),
                    "a VM locks all its memory for " + device.bdf() + ", and only " + lockableText() + " may be locked",
                    "ulimit -l unlimited, or LimitMEMLOCK=infinity in the VMM's unit",
                    Reason.Cure.OTHER));
        }
        return reasons.size() == verdict.reasons().size() ? verdict : Verdict.of(verdict.groupViable(), reasons);
    }

    /** {@return how wide the host's physical addresses are} */
    static int physicalBits(Sysroot sysroot) {
        String info = SysDirectory.of(sysroot.proc("")).text("cpuinfo");
        if (info != null) {
            for (String line : info.lines().toList()) {
                if (line.startsWith("address sizes")) {
                    List<String> words = SysfsText.words(line.substring(line.indexOf(':') + 1));
                    long bits = words.isEmpty() ? -1 : SysDirectory.parse(words.get(0), 10, -1);
                    return bits > 0 && bits <= 64 ? (int) bits : QEMU_PHYSICAL_BITS;
                }
            }
        }
        return QEMU_PHYSICAL_BITS;
    }
}
