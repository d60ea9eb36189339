package dev.plumbline.sriov;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the port of a switch inside a NIC stands for, as {@code phys_port_name} says it (devlink_port.c of the kernel; a
 * DPU's own processor sees the functions of its host with a controller's number before them).
 *
 * @param kind what it leads to
 * @param controller the controller whose function it stands for; null for the one that this kernel runs on
 * @param pf the number of the physical function, or of the physical port for an uplink
 * @param number the number of the virtual or sub-function; -1 for other kinds
 */
record PortName(Kind kind, @Nullable Integer controller, int pf, int number) {
    private static final Pattern UPLINK = Pattern.compile("p([0-9]{1,4})(s[0-9]{1,4})?");
    private static final Pattern FUNCTION = Pattern.compile("(?:c([0-9]{1,4}))?pf([0-9]{1,4})(?:(vf|sf)([0-9]{1,9}))?");

    /** What a port leads to. */
    enum Kind {
        /** The wire. */
        UPLINK,
        /** A physical function of another processor. */
        PF,
        /** A virtual function: its representor. */
        VF,
        /** A sub-function. */
        SF
    }

    /** {@return what a name says, nothing when it says none of this} */
    static Optional<PortName> of(String name) {
        Matcher uplink = UPLINK.matcher(name);
        if (uplink.matches()) {
            return Optional.of(new PortName(Kind.UPLINK, null, Integer.parseInt(uplink.group(1)), -1));
        }
        Matcher function = FUNCTION.matcher(name);
        if (!function.matches()) {
            return Optional.empty();
        }
        Kind kind = function.group(3) == null ? Kind.PF : function.group(3).equals("vf") ? Kind.VF : Kind.SF;
        return Optional.of(new PortName(
                kind,
                function.group(1) == null ? null : Integer.valueOf(function.group(1)),
                Integer.parseInt(function.group(2)),
                kind == Kind.PF ? -1 : Integer.parseInt(function.group(4))));
    }

    /** {@return whether it stands for something that this kernel's own functions are} */
    boolean isLocal() {
        return controller == null || controller == 0;
    }
}
