package dev.plumbline.runtime.cli;

import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.DeviceReport;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.VerifyReport;
import dev.plumbline.tap.PodRoute;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports as aligned text. */
final class Text {
    private final PrintStream out;

    Text(PrintStream out) {
        this.out = out;
    }

    void line(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }

    /** A sandbox with all that belongs to it. */
    void sandbox(SandboxReport report) {
        String name = report.sandbox() == null ? "plan" : report.sandbox();
        line("%s  %s  %s", name, report.state(), report.netns());
        for (NicReport nic : report.nics()) {
            nic(nic);
        }
        report.devices().forEach(this::device);
        report.rules()
                .forEach(rule -> line(
                        "  rule  %d: from %s to %s lookup %d",
                        rule.priority(),
                        rule.from() == null ? "all" : rule.from(),
                        rule.to() == null ? "all" : rule.to(),
                        rule.table()));
        report.skipped()
                .forEach(skip ->
                        line("  skipped %s (%s): %s, %s", skip.link(), skip.kind(), skip.reason(), skip.detail()));
        report.notRepresentable().forEach(lost -> line("  not carried: %s: %s", lost.what(), lost.reason()));
        if (report.nics().isEmpty()) {
            line("  no link is carried");
        }
        steps(report.steps());
    }

    private void device(DeviceReport device) {
        line(
                "  device %s  group %s  ->  %s%s",
                device.bdf(),
                device.group(),
                device.guest().device(),
                device.guest().pciPath() == null
                        ? ""
                        : " at PCI " + device.guest().pciPath() + " in the guest");
        if (!device.coldPlug().isEmpty()) {
            line("    start QEMU with  %s", String.join(" ", device.coldPlug()));
        }
    }

    private void nic(NicReport nic) {
        String guest = nic.guest().device() == null
                ? "open " + (nic.model().equals("macvtap") ? "the character device of " : "") + nic.tap()
                : nic.guest().device() + " at PCI " + nic.guest().pciPath();
        line(
                "  nic %s  %s, %s through %s (%s), mac %s, mtu %d, %d queue%s  ->  %s in the guest (%s)",
                nic.id(),
                nic.kind(),
                nic.model(),
                nic.socket() == null ? nic.tap() : nic.socket(),
                nic.why(),
                nic.mac(),
                nic.mtu(),
                nic.queues(),
                nic.queues() == 1 ? "" : "s",
                nic.guest().name(),
                guest);
        nic.addresses().forEach(address -> line("    address    %s", address));
        nic.routes().forEach(route -> line("    route      %s", route(route)));
        nic.neighbours()
                .forEach(entry -> line(
                        "    neighbour  %s",
                        entry.proxy() ? "answers for " + entry.address() : entry.address() + " is at " + entry.mac()));
    }

    private static String route(PodRoute route) {
        StringBuilder text = new StringBuilder(route.dst());
        if (route.gateway() != null) {
            text.append(" via ").append(route.gateway());
        }
        if (route.onlink()) {
            text.append(" onlink");
        }
        if (route.metric() != 0) {
            text.append(" metric ").append(route.metric());
        }
        if (route.table() != 254) {
            text.append(" table ").append(route.table());
        }
        route.nexthops()
                .forEach(hop -> text.append(" nexthop ")
                        .append(hop.gateway() == null ? "" : "via " + hop.gateway() + " ")
                        .append("dev ")
                        .append(hop.link())
                        .append(" weight ")
                        .append(hop.weight()));
        return text.toString();
    }

    /** Steps as a table. */
    void steps(List<StepOutcome> steps) {
        List<List<String>> rows = new ArrayList<>();
        for (StepOutcome step : steps) {
            rows.add(List.of(
                    step.step(),
                    step.object(),
                    step.outcome().toString(),
                    step.micros() == 0 ? "" : step.micros() + " us"));
        }
        table(rows);
    }

    /** What a look again found. */
    void verify(VerifyReport report) {
        line("%s  %s", report.sandbox(), report.ok() ? "as attached" : "not as attached");
        table(report.differences().stream()
                .map(difference -> List.of(
                        difference.object(),
                        difference.code(),
                        "expected " + difference.expected(),
                        "found " + difference.found()))
                .toList());
    }

    /** Rows with their columns aligned, indented by two. */
    void table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                text.append(' ')
                        .append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length() + 1));
            }
            line("%s", text.toString().stripTrailing());
        }
    }
}
