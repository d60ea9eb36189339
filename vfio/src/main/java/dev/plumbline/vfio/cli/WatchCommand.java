package dev.plumbline.vfio.cli;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DriverWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vfio-bind watch}. */
@Command(
        name = "watch",
        description = "Prints when devices come and go and change drivers, an event a line, until interrupted.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    WatchCommand(Output output) {
        this.output = output;
    }

    private static final Duration PAUSE = Duration.ofMillis(500);

    @Override
    public Integer call() {
        DriverWatch watch = DriverWatch.of(common.root());
        event("watching", null, null, null);
        try {
            while (!output.isBroken()) {
                Thread.sleep(PAUSE.toMillis());
                watch.look().forEach(change -> event(change.event(), change.bdf(), change.driver(), change.before()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void event(String event, @Nullable Bdf bdf, @Nullable String driver, @Nullable String before) {
        String time = Instant.now().toString();
        String name = bdf == null ? null : bdf.toString();
        output.event(
                to -> {
                    to.writeStartObject();
                    to.writeStringField("time", time);
                    to.writeStringField("event", event);
                    to.writeStringField("bdf", name);
                    to.writeStringField("driver", driver);
                    to.writeStringField("before", before);
                    to.writeEndObject();
                },
                time + "  " + event + (name == null ? "" : "  " + name)
                        + (driver == null ? "" : "  " + driver)
                        + (before == null ? "" : "  (was " + before + ")"));
    }
}
