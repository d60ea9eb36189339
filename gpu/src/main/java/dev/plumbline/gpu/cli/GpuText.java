package dev.plumbline.gpu.cli;

import dev.plumbline.gpu.Companion;
import dev.plumbline.gpu.Gpu;
import dev.plumbline.gpu.NvidiaProc.GpuInstance;
import dev.plumbline.gpu.PeerPath;
import dev.plumbline.vfio.Bar;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DeviceNames;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.Reason;
import dev.plumbline.vfio.cli.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** GPUs for people: a line each, beneath it what belongs to it and what to know, and who reaches whom how. */
final class GpuText {
    private final Text text;
    private final DeviceNames names;

    GpuText(Text text, DeviceNames names) {
        this.text = text;
        this.names = names;
    }

    void print(List<Gpu> gpus, List<PeerPath> peers) {
        for (Gpu gpu : gpus) {
            row(gpu);
        }
        if (gpus.isEmpty()) {
            text.line("no GPU: neither a display controller nor an accelerator");
        }
        if (!peers.isEmpty()) {
            matrix(peers);
        }
    }

    private void row(Gpu gpu) {
        PciDevice function = gpu.function();
        List<String> cells = new ArrayList<>();
        cells.add(function.bdf().toString());
        cells.add(names.ofVendor(function.id()) + " " + names.ofDevice(function.id()));
        cells.add(function.driver() == null ? "-" : function.driver());
        cells.add(function.group() == null ? "-" : "group " + function.group());
        cells.add(function.numa() == null ? "-" : "node " + function.numa());
        cells.add(function.bars().stream()
                .filter(Bar::memory)
                .map(Bar::size)
                .max(Long::compare)
                .map(Text::size)
                .orElse("-"));
        cells.add(word(gpu));
        boolean ok = gpu.report().verdict().ok();
        boolean bad = !gpu.report().verdict().bindable();
        text.row(bad ? Text.Tone.BAD : ok ? Text.Tone.GOOD : Text.Tone.PLAIN, cells, notes(gpu));
    }

    private static String word(Gpu gpu) {
        if (gpu.report().holder() != null) {
            return "held by " + gpu.report().holder();
        }
        if (gpu.report().verdict().ok()) {
            return "ready";
        }
        String bindable = gpu.report().verdict().bindable() ? "bindable" : "blocked";
        return gpu.use().isUsed() ? bindable + ", in use" : bindable;
    }

    private static List<String> notes(Gpu gpu) {
        List<String> notes = new ArrayList<>();
        PciDevice function = gpu.function();
        if (function.sriov().pf() != null) {
            notes.add("virtual function of " + function.sriov().pf());
        }
        notes.addAll(companions(gpu));
        notes.add("reset: " + (function.resetMethods().isEmpty() ? "none" : String.join(" ", function.resetMethods())));
        if (function.sriov().isPf()) {
            notes.add("virtual functions: " + function.sriov().count() + " of "
                    + function.sriov().total());
        }
        if (gpu.vgpu() != null) {
            notes.add("is a virtual GPU of type " + gpu.vgpu());
        }
        gpu.vgpuTypes().stream()
                .filter(type -> type.available() > 0)
                .forEach(type -> notes.add("vGPU " + type.id() + (type.name() == null ? "" : " " + type.name()) + ": "
                        + type.available() + " left"));
        if (gpu.mig()) {
            notes.add("MIG: " + instances(gpu));
        }
        for (Reason reason : gpu.report().verdict().reasons()) {
            if (reason.cure() != Reason.Cure.BIND && reason.cure() != Reason.Cure.NONE) {
                note(notes, reason.code().name(), reason.text(), reason.fix());
            }
        }
        gpu.findings().forEach(finding -> note(notes, finding.code(), finding.text(), finding.fix()));
        return notes;
    }

    private static void note(List<String> notes, String code, String text, @Nullable String fix) {
        notes.add(code + ": " + text);
        if (fix != null) {
            notes.add("    fix: " + fix);
        }
    }

    /** A line for each function of the card; what serves other GPUs, too, is in one line. */
    private static List<String> companions(Gpu gpu) {
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> shared = new TreeMap<>();
        for (Companion companion : gpu.companions()) {
            PciDevice function = companion.function();
            if (companion.place() == Companion.Place.HOST) {
                shared.computeIfAbsent(companion.role(), any -> new ArrayList<>())
                        .add(function.bdf().toString());
            } else {
                lines.add(companion.role() + " " + function.bdf()
                        + (function.driver() == null ? "" : ", " + function.driver()));
            }
        }
        shared.forEach((role, bdfs) -> lines.add(role + ", serves others too: " + String.join(" ", bdfs)));
        return lines;
    }

    private static String instances(Gpu gpu) {
        List<GpuInstance> instances = gpu.nvidia() == null ? null : gpu.nvidia().instances();
        if (instances == null) {
            return "supported";
        }
        if (instances.isEmpty()) {
            return "supported, no instances";
        }
        return instances.stream()
                .map(instance -> "instance " + instance.id() + " with "
                        + instance.computeInstances().size() + " compute")
                .collect(Collectors.joining(", "));
    }

    /** A row and a column for each GPU, as {@code nvidia-smi topo} has it. */
    private void matrix(List<PeerPath> peers) {
        text.line("");
        Map<List<Bdf>, String> words = new HashMap<>();
        List<Bdf> all = new ArrayList<>();
        for (PeerPath path : peers) {
            words.put(List.of(path.first(), path.second()), word(path));
            words.put(List.of(path.second(), path.first()), word(path));
            for (Bdf bdf : List.of(path.first(), path.second())) {
                if (!all.contains(bdf)) {
                    all.add(bdf);
                }
            }
        }
        List<String> heading = new ArrayList<>(List.of(""));
        all.forEach(bdf -> heading.add(bdf.toString()));
        text.row(heading.toArray(String[]::new));
        for (Bdf one : all) {
            List<String> cells = new ArrayList<>(List.of(one.toString()));
            all.forEach(other -> cells.add(words.getOrDefault(List.of(one, other), "-")));
            text.row(cells.toArray(String[]::new));
        }
    }

    private static String word(PeerPath path) {
        String redirected = Boolean.TRUE.equals(path.redirected()) ? "+acs" : "";
        return path.link().equals("unknown") || path.link().equals("none")
                ? path.path().word() + redirected
                : path.link() + "/" + path.path().word() + redirected;
    }
}
