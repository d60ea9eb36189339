package dev.plumbline.runtime.cli;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The {@code plumb} program. */
@Command(
        name = "plumb",
        description = "Carries a pod's network into a VM, and takes it back.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Plumb.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            PlanCommand.class,
            AttachCommand.class,
            DetachCommand.class,
            PlugCommand.class,
            UnplugCommand.class,
            ShowCommand.class,
            ListCommand.class,
            VerifyCommand.class,
            WatchCommand.class,
            RecoverCommand.class,
            ServeCommand.class,
            CdiCommand.class,
            VhostUserCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or already so",
            "1:a fault of ours",
            "2:bad usage or bad input",
            "3:not found",
            "4:refused; nothing was changed",
            "5:failed part-way; everything was undone",
            "6:failed part-way; something could not be undone, 'plumb recover' can go on",
            "7:looked, and found a difference"
        })
public final class Plumb {
    private Plumb() {}

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int code = run(System.out, System.err, arguments);
        System.out.flush();
        System.exit(code);
    }

    /** {@return the exit code of one command, which prints to the given streams} */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        boolean json = Arrays.asList(arguments).contains("--json");
        Output output = new Output(out, err, json);
        CommandLine line = new CommandLine(new Plumb(), new Factory(output));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, args) -> output.problem(usage(e)));
        line.setExecutionExceptionHandler((e, command, result) -> {
            Problem problem = PlumblineException.problemOf(e);
            if (problem.kind() == Problem.Kind.FAULT) {
                e.printStackTrace(err);
            }
            return output.problem(problem);
        });
        if (arguments.length == 0) {
            line.usage(err);
            return Problem.Kind.BAD_INPUT.exitCode();
        }
        return line.execute(arguments);
    }

    /** What a converter or a record refused is our own problem; the rest is picocli's. */
    private static Problem usage(ParameterException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof PlumblineException ours) {
                return ours.problem();
            }
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return Problem.badInput("BAD_USAGE", command, String.valueOf(e.getMessage()))
                .fix("see '" + command + " --help'");
    }

    /** Makes commands with the output that they print to. */
    private record Factory(Output output) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.cast(type.getDeclaredConstructor(Output.class).newInstance(output));
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /** The version as the jar's manifest has it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Plumb.class.getPackage().getImplementationVersion();
            return new String[] {"plumb " + (version == null ? "(development build)" : version)};
        }
    }
}
