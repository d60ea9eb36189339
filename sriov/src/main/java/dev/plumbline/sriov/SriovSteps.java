package dev.plumbline.sriov;

import dev.plumbline.host.change.Step;
import java.util.List;

/** The kinds of steps that this module defines. */
public final class SriovSteps {
    /** The kinds of steps, for a catalog. */
    public static final List<Class<? extends Step>> ALL = List.of(SetVfCount.class, SetVf.class, TakeVfNetdev.class);

    private SriovSteps() {}
}
