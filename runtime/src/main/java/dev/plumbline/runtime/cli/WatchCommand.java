package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.Sandboxes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb watch}. */
@Command(
        name = "watch",
        description =
                "Follows a sandbox's namespace, attaches and detaches as links come and go, and prints one event a line,"
                        + " until it is told to stop or the sandbox is detached. The event 'watching' says that all that"
                        + " was there before is done.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    WatchCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Sandboxes sandboxes = common.sandboxes();
                Sandboxes.Watch watch = sandboxes.watch(sandbox, this::print);
                StopSignal stop = new StopSignal(watch::close)) {
            watch.await();
        }
        return 0;
    }

    private void print(SandboxEvent event) {
        output.event(
                event,
                String.format(
                        "%s  %-13s  %s%s",
                        event.time(),
                        event.event(),
                        event.nic().isEmpty() ? event.sandbox() : event.sandbox() + "/" + event.nic(),
                        event.detail().isEmpty() ? "" : "  " + event.detail()));
    }
}
