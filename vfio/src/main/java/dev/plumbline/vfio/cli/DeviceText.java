package dev.plumbline.vfio.cli;

import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.vfio.DeviceNames;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.Reason;
import dev.plumbline.vfio.ReasonCode;
import dev.plumbline.vfio.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Devices as rows for people: what it is, who has it, whether a VM can have it; what is in the way beneath. */
final class DeviceText {
    private final Text text;
    private final DeviceNames names;

    DeviceText(Text text, DeviceNames names) {
        this.text = text;
        this.names = names;
    }

    /** Devices with only what is worth a look beneath. */
    void list(List<DeviceReport> reports) {
        for (DeviceReport report : reports) {
            row(report, report.verdict().bindable() || !report.device().isEndpoint() ? List.of() : notes(report, true));
        }
        Map<ReasonCode, Reason> ofHost = new EnumMap<>(ReasonCode.class);
        for (DeviceReport report : reports) {
            for (Reason reason : report.verdict().reasons()) {
                if (isOfHost(reason)) {
                    ofHost.putIfAbsent(reason.code(), reason);
                }
            }
        }
        for (Map.Entry<ReasonCode, Reason> entry : ofHost.entrySet()) {
            boolean iommu = entry.getKey() == ReasonCode.NO_IOMMU;
            text.line(entry.getKey() + ": no device can be given to a VM: "
                    + (iommu ? "there is no IOMMU" : "vfio-pci is not loaded"));
            text.line("    fix: " + entry.getValue().fix());
        }
        if (reports.isEmpty()) {
            text.line("no such device");
        }
    }

    /** A device with all that is in the way beneath. */
    void full(DeviceReport report) {
        row(report, notes(report, false));
    }

    /** The same for every device of a host, so said once in a list. */
    private static boolean isOfHost(Reason reason) {
        return reason.code() == ReasonCode.NO_IOMMU
                || (reason.code() == ReasonCode.DRIVER_MISSING && reason.cure() == Reason.Cure.OTHER);
    }

    private void row(DeviceReport report, List<String> notes) {
        PciDevice device = report.device();
        Verdict verdict = report.verdict();
        List<String> cells = new ArrayList<>();
        cells.add(device.bdf().toString());
        cells.add(names.ofClass(device.id()));
        cells.add(names.ofVendor(device.id()) + " " + names.ofDevice(device.id()));
        cells.add(device.driver() == null ? "-" : device.driver());
        cells.add(device.group() == null ? "-" : "group " + device.group());
        cells.add(uses(device));
        cells.add(word(report));
        Text.Tone tone = verdict.ok() ? Text.Tone.GOOD : verdict.bindable() ? Text.Tone.PLAIN : Text.Tone.BAD;
        text.row(device.isEndpoint() ? tone : Text.Tone.PLAIN, cells, notes);
    }

    private static String uses(PciDevice device) {
        List<String> uses = new ArrayList<>(device.netdevs());
        uses.addAll(device.blockdevs());
        if (device.sriov().isPf()) {
            uses.add(device.sriov().count() + "/" + device.sriov().total() + " VFs");
        }
        if (device.sriov().pf() != null) {
            uses.add("VF of " + device.sriov().pf());
        }
        return uses.isEmpty() ? "-" : String.join(" ", uses);
    }

    private static String word(DeviceReport report) {
        if (!report.device().isEndpoint()) {
            return "bridge";
        }
        if (report.holder() != null) {
            return "held by " + report.holder();
        }
        if (report.verdict().ok()) {
            return "ready";
        }
        return report.verdict().bindable() ? "bindable" : "blocked";
    }

    private static List<String> notes(DeviceReport report, boolean brief) {
        List<String> notes = new ArrayList<>();
        List<String> fixes = new ArrayList<>();
        for (Reason reason : report.verdict().reasons()) {
            boolean ordinary = reason.cure() == Reason.Cure.BIND || reason.cure() == Reason.Cure.NONE;
            if (brief && (ordinary || isOfHost(reason))) {
                continue;
            }
            notes.add(reason.code() + ": " + reason.text());
            if (reason.fix() != null && !fixes.contains(reason.fix())) {
                fixes.add(reason.fix());
            }
        }
        for (String fix : fixes) {
            notes.add("fix: " + fix);
        }
        return notes;
    }

    static void steps(Text text, List<StepOutcome> steps) {
        for (StepOutcome step : steps) {
            text.row(
                    step.step(),
                    step.object(),
                    step.outcome().toString(),
                    step.micros() == 0 ? "" : step.micros() + " us");
        }
        text.flush();
    }
}
