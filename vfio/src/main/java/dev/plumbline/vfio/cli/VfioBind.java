package dev.plumbline.vfio.cli;

import java.io.PrintStream;
import java.util.Arrays;

/** The {@code vfio-bind} program. */
public final class VfioBind {
    private VfioBind() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // The script that starts the JVM knows; Java's own console is one only when stdin is, too.
        boolean terminal = Boolean.getBoolean("plumbline.terminal") && System.getenv("NO_COLOR") == null;
        int code = run(System.out, System.err, terminal, arguments);
        System.out.flush();
        System.exit(code);
    }

    /** {@return the exit code of one verb, which prints to the given streams, without colour} */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return run(out, err, false, arguments);
    }

    private static int run(PrintStream out, PrintStream err, boolean terminal, String... arguments) {
        Output output = new Output(out, err, Arrays.asList(arguments).contains("--json"), terminal);
        Integer quick = QuickList.run(output, arguments);
        return quick != null ? quick : CommandTree.run(output, out, err, arguments);
    }
}
