package dev.plumbline.gpu.cli;

import dev.plumbline.gpu.Finding;
import dev.plumbline.gpu.Gpu;
import dev.plumbline.gpu.GpuInventory;
import dev.plumbline.gpu.GuestPlan;
import dev.plumbline.gpu.GuestPlanner;
import dev.plumbline.host.Problem;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.cli.CommonOptions;
import dev.plumbline.vfio.cli.Output;
import dev.plumbline.vfio.cli.PhysBitsOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vfio-bind gpus}. */
@Command(
        name = "gpus",
        description = "Shows GPUs, what belongs to them and who uses them; or how to start a VM that is to have some.",
        mixinStandardHelpOptions = true)
final class GpusCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private PhysBitsOption physBits = new PhysBitsOption();

    GpusCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "BDF", arity = "0..*", description = "The GPUs (default: all).")
    private List<Bdf> wanted = List.of();

    @Option(names = "--qemu", description = "Print the arguments of a QEMU that has them from the start.")
    private boolean qemu;

    @Option(
            names = "--hotplug",
            description = "With --qemu: only the ports, large enough for them to be plugged in later.")
    private boolean hotplug;

    @Option(names = "--iommufd", description = "With --qemu: use iommufd, also where there are legacy groups.")
    private boolean iommufd;

    @Override
    public Integer call() {
        HostDevices host = common.devices();
        GpuInventory inventory = GpuInventory.read(host);
        List<Gpu> chosen = wanted.isEmpty() ? inventory.gpus() : inventory.require(wanted);
        if (!qemu) {
            if (hotplug || iommufd) {
                throw usage("--hotplug and --iommufd say what --qemu prints", "give --qemu, too");
            }
            return output.result(
                    new GpuJson(host, chosen, inventory.peersAmong(chosen)),
                    text -> new GpuText(text, host.names(functions(chosen)))
                            .print(chosen, inventory.peersAmong(chosen)));
        }
        if (wanted.isEmpty()) {
            throw usage("--qemu needs to know which GPUs the VM is to have", "name them: vfio-bind gpus --qemu BDF...");
        }
        GuestPlanner planner = new GuestPlanner(host, inventory);
        GuestPlan plan =
                hotplug ? planner.hot(chosen, physBits.bits()) : planner.cold(chosen, iommufd, physBits.bits());
        return print(plan.orRefused());
    }

    private int print(GuestPlan plan) {
        if (!output.isJson()) {
            for (Finding finding : plan.findings()) {
                output.remark(finding.code() + ": " + finding.text());
                output.remark("  fix: " + finding.fix());
            }
        }
        return output.result(new GuestPlanJson(plan), text -> {
            List<String> arguments = plan.arguments();
            for (int i = 0; i < arguments.size(); i += 2) { // an option and its value
                text.line(arguments.get(i) + " " + arguments.get(i + 1));
            }
        });
    }

    private static List<PciDevice> functions(List<Gpu> gpus) {
        return gpus.stream().map(Gpu::function).toList();
    }

    private static RuntimeException usage(String message, String fix) {
        return Problem.badInput("BAD_USAGE", "vfio-bind gpus", message).fix(fix).exception();
    }
}
