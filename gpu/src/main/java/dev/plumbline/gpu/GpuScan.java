package dev.plumbline.gpu;

import dev.plumbline.host.Sysroot;
import dev.plumbline.vfio.DeviceDetails.MdevType;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.SysDirectory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files that say more about GPUs than vfio's inventory has: acquisition, what they mean is said elsewhere. */
final class GpuScan {
    private final HostDevices host;
    private final Sysroot sysroot;
    private final Companions companions;
    private final VendorFacts facts;
    private final List<FirmwareFramebuffer> framebuffers;
    private final boolean framebufferConsole;
    private int consoleBuffer = Integer.MAX_VALUE;

    GpuScan(HostDevices host, Companions companions, VendorFacts facts) {
        this.host = host;
        this.sysroot = host.sysroot();
        this.companions = companions;
        this.facts = facts;
        this.framebuffers =
                FirmwareFramebuffer.parse(sysroot.read(sysroot.proc("iomem")).orElse(""));
        this.framebufferConsole = framebufferConsole(SysDirectory.of(sysroot.sys("class/vtconsole")));
    }

    /** The text consoles are on frame buffers when a console of that kind is bound: {@code drivers/tty/vt/vt.c}. */
    private static boolean framebufferConsole(SysDirectory consoles) {
        return consoles.names().stream().map(consoles::directory).anyMatch(console -> {
            String name = console.text("name");
            return console.number("bind", 10, 0) == 1 && name != null && name.contains("frame buffer");
        });
    }

    List<Gpu> gpus(List<DeviceReport> reports) {
        Map<PciDevice, NvidiaProc> nvidia = new HashMap<>();
        Map<PciDevice, List<String>> nodes = new HashMap<>();
        Set<String> all = new HashSet<>();
        for (DeviceReport report : reports) {
            PciDevice function = report.device();
            NvidiaProc.read(sysroot, function.bdf()).ifPresent(found -> nvidia.put(function, found));
            List<String> own = nodes(function, nvidia.get(function));
            nodes.put(function, own);
            buffers(function).forEach(number -> consoleBuffer = Math.min(consoleBuffer, number));
            all.addAll(own);
        }
        OpenNodes open = OpenNodes.read(sysroot, all);
        return reports.stream()
                .map(report -> gpu(
                        report,
                        use(report.device(), nodes.getOrDefault(report.device(), List.of()), open),
                        nvidia.get(report.device())))
                .toList();
    }

    private SysDirectory files(PciDevice function) {
        return SysDirectory.of(sysroot.sys("bus/pci/devices/" + function.bdf()));
    }

    private List<String> nodes(PciDevice function, @Nullable NvidiaProc nvidia) {
        List<String> nodes = new ArrayList<>();
        for (String name : files(function).directory("drm").names()) {
            if (name.startsWith("card") || name.startsWith("renderD")) {
                nodes.add("/dev/dri/" + name);
            }
        }
        if (nvidia != null && nvidia.minor() != null) {
            nodes.add("/dev/nvidia" + nvidia.minor());
        }
        return nodes;
    }

    /** The numbers of a function's frame buffers. */
    private List<Integer> buffers(PciDevice function) {
        return files(function).directory("graphics").names().stream()
                .filter(name -> name.startsWith("fb"))
                .map(name -> (int) SysDirectory.parse(name.substring("fb".length()), 10, -1))
                .filter(number -> number >= 0)
                .toList();
    }

    private GpuUse use(PciDevice function, List<String> nodes, OpenNodes open) {
        SysDirectory files = files(function);
        Optional<FirmwareFramebuffer> firmware = framebuffers.stream()
                .filter(buffer -> buffer.bdf().equals(function.bdf()))
                .findFirst();
        String resource = files.text("resource");
        // All consoles are on one frame buffer, the first that there was: drivers/video/fbdev/core/fbcon.c,
        // do_fbcon_takeover.
        boolean console = framebufferConsole && buffers(function).contains(consoleBuffer);
        return new GpuUse(
                nodes,
                open.of(nodes),
                files.number("boot_vga", 10, 0) == 1,
                console ? "fb" + consoleBuffer : null,
                firmware.map(FirmwareFramebuffer::driver).orElse(null),
                firmware.flatMap(buffer -> buffer.bar(resource == null ? "" : resource))
                        .orElse(null));
    }

    private Gpu gpu(DeviceReport report, GpuUse use, @Nullable NvidiaProc nvidia) {
        PciDevice function = report.device();
        SysDirectory files = files(function);
        VgpuTypes vgpu = VgpuTypes.read(files);
        List<MdevType> types = new ArrayList<>(host.details(function).mdevTypes());
        types.addAll(vgpu.creatable());
        return new Gpu(
                report,
                companions.of(function),
                use,
                types,
                vgpu.current(),
                VendorFacts.first(facts.mig(), function).isPresent() || (nvidia != null && nvidia.isCut()),
                nvidia,
                files.directory("xgmi_hive_info").text("xgmi_hive_id"),
                Findings.of(function, use, facts));
    }
}
