package dev.plumbline.sriov.cli;

import dev.plumbline.host.Problem;
import dev.plumbline.sriov.PfName;
import dev.plumbline.sriov.PhysicalFunction;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.VfsReport;
import dev.plumbline.vfio.cli.CommonOptions;
import dev.plumbline.vfio.cli.Output;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind vfs}. */
@Command(
        name = "vfs",
        description = "Shows the virtual functions of a physical one and their settings; makes or removes them.",
        mixinStandardHelpOptions = true)
final class VfsCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    VfsCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "PF", description = "The physical function: 3b:00.0, or its link's name.")
    private String pf = "";

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many it shall have; those that it has vanish first. 0 removes them.")
    private @Nullable Integer count;

    @Option(names = "--restore", description = "Put back their number and settings, as the journal has them.")
    private boolean restore;

    @Option(
            names = "--probe",
            paramLabel = "on|off",
            description = "Whether host drivers take the new ones (default: as the host has it).")
    private @Nullable String probe;

    @Option(names = "--force", description = "Also when functions that are in use vanish.")
    private boolean force;

    @Override
    public Integer call() {
        Boolean probing = probing();
        SriovDevices devices = SriovDevices.of(common.root(), common.state());
        PfName name = PfName.of(common.root(), pf);
        if (restore && count != null) {
            throw Problem.badInput("BAD_USAGE", "vfio-bind vfs", "--count and --restore exclude each other")
                    .fix("see 'vfio-bind vfs --help'")
                    .exception();
        }
        if (restore) {
            return VfOutput.print(output, devices.restore(name, common.timeout()));
        }
        if (count == null) {
            return VfOutput.print(output, devices.show(name));
        }
        int before = PhysicalFunction.read(common.root(), name.bdf()).count();
        VfsReport report = devices.setCount(name, count, probing, force, common.timeout());
        if (before > 0 && report.pf().count() != before) {
            output.remark(
                    before + " virtual functions are gone, with their settings and links; those made from now on are"
                            + " new ones");
        }
        return VfOutput.print(output, report);
    }

    private @Nullable Boolean probing() {
        if (probe == null) {
            return null;
        }
        if (!probe.equals("on") && !probe.equals("off")) {
            throw Problem.badInput("BAD_USAGE", "--probe " + probe, "neither 'on' nor 'off'")
                    .fix("say on or off")
                    .exception();
        }
        return probe.equals("on");
    }
}
