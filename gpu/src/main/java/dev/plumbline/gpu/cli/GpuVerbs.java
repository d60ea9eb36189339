package dev.plumbline.gpu.cli;

import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.vfio.cli.Verbs;
import java.util.List;

/** Adds {@code gpus} to the program. */
public final class GpuVerbs implements Verbs {
    @Override
    public List<Class<?>> commands() {
        return List.of(GpusCommand.class);
    }

    @Override
    public List<Class<? extends Step>> steps() {
        return List.of();
    }

    @Override
    public void provide(Scope scope) {
        // nothing here changes the host
    }
}
