package dev.plumbline.vfio;

import dev.plumbline.host.change.Step;
import java.util.List;

/** The kinds of steps that this module defines. */
public final class VfioSteps {
    /** The kinds of steps, for a catalog. */
    public static final List<Class<? extends Step>> ALL = List.of(BindDriver.class);

    private VfioSteps() {}
}
