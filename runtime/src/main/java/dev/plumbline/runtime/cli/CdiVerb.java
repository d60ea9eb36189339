package dev.plumbline.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What the {@code plumb cdi} commands have in common. */
abstract class CdiVerb implements Callable<Integer> {
    final Output output;

    @Mixin
    CdiOptions common = new CdiOptions();

    CdiVerb(Output output) {
        this.output = output;
    }
}
