package dev.plumbline.vfio.cli;

import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.OverrideReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vfio-bind overrides}. */
@Command(name = "overrides", description = "Shows every driver_override that is set.", mixinStandardHelpOptions = true)
final class OverridesCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    OverridesCommand(Output output) {
        this.output = output;
    }

    @Option(names = "--clear", paramLabel = "BDF", description = "Clear this device's override first.")
    private @Nullable Bdf clear;

    @Override
    public Integer call() {
        HostDevices host = common.devices();
        if (clear != null) {
            host.clearOverride(clear, common.timeout());
        }
        List<OverrideReport> overrides = host.overrides();
        return output.result(
                to -> {
                    to.writeStartObject();
                    to.writeArrayFieldStart("overrides");
                    for (OverrideReport one : overrides) {
                        to.writeStartObject();
                        to.writeStringField("bdf", one.bdf().toString());
                        to.writeStringField("override", one.override());
                        to.writeBooleanField("journaled", one.journaled());
                        to.writeEndObject();
                    }
                    to.writeEndArray();
                    to.writeEndObject();
                },
                text -> {
                    overrides.forEach(one -> text.row(
                            one.bdf().toString(), one.override(), one.journaled() ? "ours" : "somebody else's"));
                    if (overrides.isEmpty()) {
                        text.line("no driver_override is set");
                    }
                });
    }
}
