package dev.plumbline.vfio;

import java.util.List;

/**
 * Whether a device can be given to a VM.
 *
 * @param ok whether it can be given to a VM now
 * @param bindable whether binding makes it so, or it is so, without force
 * @param groupViable whether a VMM could open its group now
 * @param reasons why not, and what else is worth knowing
 */
public record Verdict(boolean ok, boolean bindable, boolean groupViable, List<Reason> reasons) {
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(boolean groupViable, List<Reason> reasons) {
        boolean ok = true;
        boolean bindable = true;
        for (Reason reason : reasons) {
            ok &= reason.cure() == Reason.Cure.NONE;
            bindable &= reason.cure() == Reason.Cure.NONE || reason.cure() == Reason.Cure.BIND;
        }
        return new Verdict(ok, bindable, groupViable, reasons);
    }
}
