package dev.plumbline.sriov.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.sriov.InfinibandPolicy;
import dev.plumbline.sriov.PhysicalFunction;
import dev.plumbline.sriov.VfReport;
import dev.plumbline.sriov.VfSetting;
import dev.plumbline.sriov.VfsReport;
import dev.plumbline.vfio.cli.DeviceJson;
import dev.plumbline.vfio.cli.Output;
import dev.plumbline.vfio.cli.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints virtual functions: a document, or a table. What is not known is null, or a dash. */
final class VfOutput {
    private static final List<String> PLACE_HEADINGS = List.of("vf", "address", "driver", "link");
    private static final List<String> SETTING_HEADINGS =
            List.of("mac", "vlan", "rate Mbit/s", "spoofchk", "trust", "link-state", "representor");

    private VfOutput() {}

    static int print(Output output, VfsReport report) {
        return output.result(to -> document(to, report), text -> text(text, report));
    }

    private static void document(JsonGenerator to, VfsReport report) throws IOException {
        to.writeStartObject();
        to.writeStringField("pf", report.pf().bdf().toString());
        to.writeNumberField("total", report.pf().total());
        to.writeNumberField("count", report.pf().count());
        to.writeStringField("netdev", report.link());
        to.writeArrayFieldStart("vfs");
        for (VfReport vf : report.vfs()) {
            vf(to, vf);
        }
        to.writeEndArray();
        if (report.steps() != null) {
            DeviceJson.steps(to, report.steps());
        }
        to.writeEndObject();
    }

    private static void vf(JsonGenerator to, VfReport vf) throws IOException {
        to.writeStartObject();
        to.writeNumberField("index", vf.vf().index());
        to.writeStringField("bdf", vf.vf().bdf().toString());
        to.writeStringField("driver", vf.vf().driver());
        to.writeStringField("netdev", vf.netdev());
        to.writeStringField("netns", vf.netns());
        to.writeStringField("mac", vf.settings().get(VfSetting.MAC));
        String[] vlan = parts(vf, VfSetting.VLAN);
        number(to, "vlan", vlan, 0);
        number(to, "qos", vlan, 1);
        to.writeStringField("proto", vlan.length > 2 ? vlan[2] : null);
        String[] rates = parts(vf, VfSetting.RATE);
        number(to, "minRate", rates, 0);
        number(to, "maxRate", rates, 1);
        onOff(to, "spoofchk", vf.settings().get(VfSetting.SPOOFCHK));
        onOff(to, "trust", vf.settings().get(VfSetting.TRUST));
        to.writeStringField("linkState", vf.settings().get(VfSetting.LINK_STATE));
        onOff(to, "queryRss", vf.settings().get(VfSetting.QUERY_RSS));
        to.writeStringField("representor", vf.representor());
        InfinibandPolicy kept = vf.vf().infiniband();
        to.writeStringField("nodeGuid", guid(vf, VfSetting.NODE_GUID, kept == null ? null : kept.nodeGuid()));
        to.writeStringField("portGuid", guid(vf, VfSetting.PORT_GUID, kept == null ? null : kept.portGuid()));
        to.writeStringField("policy", kept == null ? null : kept.policy());
        to.writeEndObject();
    }

    private static @Nullable String guid(VfReport vf, VfSetting setting, @Nullable String kept) {
        String reported = vf.settings().get(setting);
        return reported == null ? kept : reported;
    }

    private static String[] parts(VfReport vf, VfSetting setting) {
        String value = vf.settings().get(setting);
        return value == null ? new String[0] : value.split(":");
    }

    private static void number(JsonGenerator to, String field, String[] parts, int at) throws IOException {
        if (parts.length > at) {
            to.writeNumberField(field, Integer.parseInt(parts[at]));
        } else {
            to.writeNullField(field);
        }
    }

    private static void onOff(JsonGenerator to, String field, @Nullable String value) throws IOException {
        if (value == null) {
            to.writeNullField(field);
        } else {
            to.writeBooleanField(field, value.equals("on"));
        }
    }

    private static void text(Text text, VfsReport report) {
        if (report.steps() != null) {
            for (StepOutcome step : report.steps()) {
                String took = step.micros() == 0 ? "" : step.micros() + " us";
                text.row(step.step(), step.object(), step.outcome().toString(), took);
            }
        }
        PhysicalFunction pf = report.pf();
        text.line(pf.bdf()
                + (report.link() == null ? "" : " " + report.link())
                + ", " + (pf.driver() == null ? "no driver" : pf.driver())
                + ": " + pf.count() + " of " + pf.total() + " virtual functions");
        if (report.vfs().isEmpty()) {
            return;
        }
        boolean network = report.vfs().stream()
                .anyMatch(vf -> !vf.settings().isEmpty() || vf.representor() != null || vf.netdev() != null);
        List<String> headings = new ArrayList<>(network ? PLACE_HEADINGS : PLACE_HEADINGS.subList(0, 3));
        headings.addAll(network ? SETTING_HEADINGS : List.of());
        text.row(headings.toArray(String[]::new));
        report.vfs().forEach(vf -> text.row(cells(vf, network).toArray(String[]::new)));
    }

    private static List<String> cells(VfReport vf, boolean network) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(vf.vf().index()));
        cells.add(vf.vf().bdf().toString());
        cells.add(dash(vf.vf().driver()));
        if (!network) {
            return cells;
        }
        cells.add(
                vf.netns() != null
                        ? vf.netdev() + " in " + vf.netns()
                        : vf.vf().netdevsElsewhere() ? "in another namespace" : dash(vf.netdev()));
        cells.add(dash(vf.settings().get(VfSetting.MAC)));
        cells.add(vlan(parts(vf, VfSetting.VLAN)));
        cells.add(rate(parts(vf, VfSetting.RATE)));
        cells.add(dash(vf.settings().get(VfSetting.SPOOFCHK)));
        cells.add(dash(vf.settings().get(VfSetting.TRUST)));
        cells.add(dash(vf.settings().get(VfSetting.LINK_STATE)));
        cells.add(dash(vf.representor()));
        return cells;
    }

    private static String vlan(String[] parts) {
        if (parts.length < 3) {
            return "-";
        }
        if (parts[0].equals("0")) {
            return "none";
        }
        return parts[0]
                + (parts[1].equals("0") ? "" : " qos " + parts[1])
                + (parts[2].equals("802.1q") ? "" : " " + parts[2]);
    }

    private static String rate(String[] parts) {
        if (parts.length < 2) {
            return "-";
        }
        String min = parts[0].equals("0") ? "" : parts[0] + " to ";
        return min + (parts[1].equals("0") ? "unlimited" : parts[1]);
    }

    private static String dash(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
