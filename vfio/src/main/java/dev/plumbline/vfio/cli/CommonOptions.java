package dev.plumbline.vfio.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Step;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.VfioSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Option;

/** Options that every verb takes. */
public final class CommonOptions {
    private static final double DEFAULT_SECONDS = 30;
    private static final double MOST_SECONDS = 86_400;

    @Option(
            names = "--sysroot",
            paramLabel = "DIR",
            description = "Read and write /sys, /proc and /dev under DIR (default: /).")
    private Path sysroot = Path.of("/");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where journals and locks live (default: /run/plumbline).")
    private Path state = HostDevices.DEFAULT_STATE;

    @Option(names = "--json", description = "Print one JSON document on stdout, nothing else there.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the operation may take before it is undone (default: 30).")
    private double timeout = DEFAULT_SECONDS;

    /** {@return the devices under the root, for a verb that only looks} */
    public HostDevices devices() {
        return HostDevices.of(root(), state);
    }

    /** {@return the devices under the root, for a verb that may have to undo what other modules' verbs did} */
    public HostDevices devicesWithAllSteps() {
        List<Class<? extends Step>> steps = new ArrayList<>(VfioSteps.ALL);
        List<Verbs> others = new ArrayList<>();
        for (Verbs verbs : ServiceLoader.load(Verbs.class)) {
            others.add(verbs);
            steps.addAll(verbs.steps());
        }
        return HostDevices.of(root(), state, steps, scope -> others.forEach(verbs -> verbs.provide(scope)));
    }

    /** {@return the root of the file trees} */
    public Sysroot root() {
        if (!Files.isDirectory(sysroot)) {
            throw Problem.badInput("BAD_SYSROOT", "--sysroot " + sysroot, "this is not a directory")
                    .fix("name the directory that has sys, proc and dev")
                    .exception();
        }
        return new Sysroot(sysroot.toAbsolutePath().normalize());
    }

    /** {@return where journals and locks live} */
    public Path state() {
        return state;
    }

    /** {@return whether a JSON document is wanted} */
    public boolean json() {
        return json;
    }

    /** {@return how long the operation may take} */
    public Duration timeout() {
        if (!(timeout > 0 && timeout <= MOST_SECONDS)) {
            throw Problem.badInput("BAD_TIMEOUT", "--timeout " + timeout, "this is not a usable number of seconds")
                    .fix("give more than 0 and at most 86400")
                    .exception();
        }
        return Duration.ofMillis(Math.round(timeout * 1000));
    }
}
