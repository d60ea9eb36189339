package dev.plumbline.vfio.cli;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The {@code vfio-bind} program's verbs and options, as picocli reads them. */
@Command(
        name = "vfio-bind",
        description = "Shows which devices a VM can be given, binds them to VFIO, and puts them back.",
        synopsisSubcommandLabel = "VERB",
        versionProvider = CommandTree.Version.class,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or already so",
            "1:a fault of ours",
            "2:bad usage or bad input",
            "3:not found",
            "4:refused; nothing was changed",
            "5:failed part-way; everything was undone",
            "6:failed part-way; something could not be undone, 'vfio-bind restore' can go on",
            "7:looked, and found a problem"
        })
final class CommandTree {
    private CommandTree() {}

    private static Map<String, Class<?>> verbs() {
        Map<String, Class<?>> verbs = new LinkedHashMap<>();
        verbs.put("list", ListCommand.class);
        verbs.put("show", ShowCommand.class);
        verbs.put("groups", GroupsCommand.class);
        verbs.put("check", CheckCommand.class);
        verbs.put("bind", BindCommand.class);
        verbs.put("restore", RestoreCommand.class);
        verbs.put("overrides", OverridesCommand.class);
        verbs.put("bars", BarsCommand.class);
        verbs.put("doctor", DoctorCommand.class);
        verbs.put("watch", WatchCommand.class);
        return verbs;
    }

    /** {@return the exit code of one verb} */
    static int run(Output output, PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = commandLine(output, arguments.length == 0 ? "" : arguments[0]);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, args) -> output.problem(usage(e)));
        line.setExecutionExceptionHandler((e, command, result) -> output.failure(e));
        if (arguments.length == 0) {
            line.usage(err);
            return Problem.Kind.BAD_INPUT.exitCode();
        }
        return line.execute(arguments);
    }

    /** {@return the program's commands; only the one that is asked for where that is known, as each takes time to load} */
    static CommandLine commandLine(Output output, String verb) {
        Factory factory = new Factory(output);
        CommandLine line = new CommandLine(new CommandTree(), factory);
        Class<?> known = verbs().get(verb);
        if (known != null) {
            line.addSubcommand(new CommandLine(known, factory));
        } else {
            verbs().values().forEach(type -> line.addSubcommand(new CommandLine(type, factory)));
            for (Verbs others : ServiceLoader.load(Verbs.class)) {
                others.commands().forEach(type -> line.addSubcommand(new CommandLine(type, factory)));
            }
            line.addSubcommand(new CommandLine(CompletionCommand.class, factory));
            line.addSubcommand(new CommandLine(CommandLine.HelpCommand.class, factory));
        }
        line.registerConverter(Bdf.class, Bdf::parse);
        return line;
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
                var constructor = type.getDeclaredConstructor(Output.class);
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(output));
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /** The version as the jar's manifest has it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandTree.class.getPackage().getImplementationVersion();
            return new String[] {"vfio-bind " + (version == null ? "(development build)" : version)};
        }
    }
}
