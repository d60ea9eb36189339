package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Arguments that are paths. */
final class Paths {
    private Paths() {}

    static Path of(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw Problem.badInput("BAD_PATH", Printable.of(argument), "this is no path")
                    .because(Printable.of(String.valueOf(e.getReason())))
                    .fix("check the argument")
                    .exception(e);
        }
    }
}
