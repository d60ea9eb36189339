package dev.plumbline.sriov.cli;

import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.SriovSteps;
import dev.plumbline.vfio.cli.Verbs;
import java.util.List;

/** Adds {@code vfs} and {@code vf} to the program. */
public final class SriovVerbs implements Verbs {
    @Override
    public List<Class<?>> commands() {
        return List.of(VfsCommand.class, VfCommand.class);
    }

    @Override
    public List<Class<? extends Step>> steps() {
        return SriovSteps.ALL;
    }

    @Override
    public void provide(Scope scope) {
        SriovDevices.provide(scope);
    }
}
