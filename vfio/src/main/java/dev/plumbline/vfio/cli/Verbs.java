package dev.plumbline.vfio.cli;

import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import java.util.List;

/**
 * Verbs of {@code vfio-bind} that another module brings, found by {@link java.util.ServiceLoader}. They are looked for only
 * when the program is given a verb that it does not have itself, or has to put back what a journal of theirs holds.
 */
public interface Verbs {
    /**
     * {@return the commands' classes, with picocli's annotations}
     *
     * <p>They are made by their constructor, which may take an {@link Output}, and have {@link CommonOptions} mixed in.
     */
    List<Class<?>> commands();

    /** {@return the kinds of steps that device operations' journals may hold because of these verbs} */
    List<Class<? extends Step>> steps();

    /** Says how the live things are opened that these steps need; {@link dev.plumbline.host.Sysroot} is provided already. */
    void provide(Scope scope);
}
