package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.runtime.vmm.GuestMemory;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a hypervisor may pin its guest's memory, which VFIO does as soon as the first device is there. QEMU's own words
 * for it, "cannot allocate memory", do not say what to change.
 */
final class LockedMemory {
    private static final Pattern LIMIT = Pattern.compile("(?m)^Max locked memory\\s+(\\S+)");
    private static final Pattern CAPABILITIES = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]+)");
    /** linux/capability.h. */
    private static final int CAP_IPC_LOCK = 14;

    private static final int HEXADECIMAL = 16;

    private LockedMemory() {}

    /** Refuses, {@code MEMLOCK}, what is bound to fail; what cannot be told is left to be tried. */
    static void require(Sysroot host, GuestMemory memory, String object) {
        if (memory.process() <= 0) {
            return;
        }
        String process = memory.process() + "/";
        String status = host.read(host.proc(process + "status")).orElse("");
        OptionalLong limit = limit(host.read(host.proc(process + "limits")).orElse(""));
        if (limit.isPresent() && limit.getAsLong() < memory.bytes() && !mayLock(status)) {
            throw Problem.refused(
                            "MEMLOCK", object, "the VM may not lock its memory, as passing a device through needs")
                    .because("the guest has " + memory.bytes() + " bytes, and the limit of process " + memory.process()
                            + " is " + limit.getAsLong())
                    .fix("start the VM with a larger limit ('ulimit -l', LimitMEMLOCK= of systemd), or raise it now:"
                            + " 'prlimit --pid " + memory.process() + " --memlock=unlimited'")
                    .exception();
        }
    }

    /** {@return the soft limit in bytes of a process, from its {@code limits}; empty when there is none} */
    static OptionalLong limit(String limits) {
        Matcher line = LIMIT.matcher(limits);
        return line.find() && !line.group(1).equals("unlimited")
                ? OptionalLong.of(Long.parseUnsignedLong(line.group(1)))
                : OptionalLong.empty();
    }

    /** {@return whether a process, by its {@code status}, is above the limit} */
    static boolean mayLock(String status) {
        Matcher line = CAPABILITIES.matcher(status);
        return line.find() && (Long.parseUnsignedLong(line.group(1), HEXADECIMAL) >> CAP_IPC_LOCK & 1) == 1;
    }
}
