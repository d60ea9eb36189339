package dev.plumbline.vfio.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.vfio.Bar;
import dev.plumbline.vfio.Bdf;
import dev.plumbline.vfio.DeviceDetails;
import dev.plumbline.vfio.DeviceNames;
import dev.plumbline.vfio.DeviceReport;
import dev.plumbline.vfio.Holders.Holder;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.IommuGroup;
import dev.plumbline.vfio.PciDevice;
import dev.plumbline.vfio.PciId;
import dev.plumbline.vfio.Reason;
import dev.plumbline.vfio.ReasonCode;
import dev.plumbline.vfio.Sriov;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents' parts about devices. */
public final class DeviceJson {
    private final DeviceNames names;
    private final Map<Bdf, List<String>> modules;

    private DeviceJson(DeviceNames names, Map<Bdf, List<String>> modules) {
        this.names = names;
        this.modules = modules;
    }

    /** {@return a writer of these devices' objects, for which it reads what the host's tables say of them} */
    public static DeviceJson of(HostDevices host, Collection<DeviceReport> reports) {
        List<PciDevice> devices = new ArrayList<>();
        for (DeviceReport report : reports) {
            devices.add(report.device());
        }
        return new DeviceJson(host.names(devices), host.modules(devices));
    }

    /** Writes an array of device objects as a field. */
    public void array(JsonGenerator to, String field, Collection<DeviceReport> reports) throws IOException {
        to.writeArrayFieldStart(field);
        for (DeviceReport report : reports) {
            to.writeStartObject();
            fields(to, report);
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /** Writes the fields of one device object. */
    public void fields(JsonGenerator to, DeviceReport report) throws IOException {
        PciDevice device = report.device();
        PciId id = device.id();
        to.writeStringField("bdf", device.bdf().toString());
        to.writeObjectFieldStart("class");
        to.writeStringField("code", hex(id.classCode(), 6));
        to.writeStringField("name", names.ofClass(id));
        to.writeEndObject();
        named(to, "vendor", hex(id.vendor(), 4), names.ofVendor(id));
        named(to, "device", hex(id.device(), 4), names.ofDevice(id));
        to.writeObjectFieldStart("subsystem");
        to.writeStringField("vendor", hex(id.subsystemVendor(), 4));
        to.writeStringField("device", hex(id.subsystemDevice(), 4));
        to.writeEndObject();
        to.writeStringField("driver", device.driver());
        to.writeStringField("override", device.override());
        strings(to, "modules", modules.getOrDefault(device.bdf(), List.of()));
        number(to, "numa", device.numa());
        strings(to, "netdevs", device.netdevs());
        strings(to, "blockdevs", device.blockdevs());
        group(to, report);
        to.writeObjectFieldStart("vfio");
        to.writeStringField("group", device.groupNode());
        to.writeStringField("cdev", device.cdevNode());
        to.writeEndObject();
        bars(to, device.bars(), Map.of());
        strings(to, "reset", device.resetMethods());
        sriov(to, device.sriov());
        strings(to, "mdevs", device.mdevs());
        holder(to, report.holder());
        to.writeStringField("journal", report.journal());
        verdict(to, report);
    }

    private static void named(JsonGenerator to, String field, @Nullable String id, String name) throws IOException {
        to.writeObjectFieldStart(field);
        to.writeStringField("id", id);
        to.writeStringField("name", name);
        to.writeEndObject();
    }

    private static void group(JsonGenerator to, DeviceReport report) throws IOException {
        IommuGroup group = report.group();
        if (group == null) {
            to.writeNullField("group");
            return;
        }
        to.writeObjectFieldStart("group");
        group(to, group, report.verdict().groupViable(), report.device().bdf());
        to.writeEndObject();
    }

    /** Writes the fields of a group, as one of its members sees it, or from outside. */
    static void group(JsonGenerator to, IommuGroup group, boolean viable, @Nullable Bdf seenFrom) throws IOException {
        to.writeStringField("id", group.id());
        List<Bdf> members = new ArrayList<>();
        for (PciDevice member : group.members()) {
            members.add(member.bdf());
        }
        bdfs(to, "members", members);
        to.writeBooleanField("viable", viable);
        to.writeArrayFieldStart("blockers");
        for (PciDevice blocker : group.blocking()) {
            if (!blocker.bdf().equals(seenFrom)) {
                to.writeStartObject();
                to.writeStringField("bdf", blocker.bdf().toString());
                to.writeStringField("driver", blocker.driver());
                to.writeStringField("reason", ReasonCode.GROUP_SIBLING_BOUND.name());
                to.writeStringField("fix", "vfio-bind bind " + blocker.bdf());
                to.writeEndObject();
            }
        }
        to.writeEndArray();
    }

    /** Writes base address registers, with the other sizes that they could have. */
    static void bars(JsonGenerator to, List<Bar> bars, Map<Integer, List<Long>> resizable) throws IOException {
        to.writeArrayFieldStart("bars");
        for (Bar bar : bars) {
            to.writeStartObject();
            to.writeNumberField("index", bar.index());
            to.writeNumberField("size", bar.size());
            to.writeNumberField("bits", bar.bits());
            to.writeBooleanField("prefetchable", bar.prefetchable());
            to.writeStringField("space", bar.memory() ? "memory" : "io");
            if (resizable.containsKey(bar.index())) {
                to.writeArrayFieldStart("resizable");
                for (long size : resizable.getOrDefault(bar.index(), List.of())) {
                    to.writeNumber(size);
                }
                to.writeEndArray();
            }
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void sriov(JsonGenerator to, Sriov sriov) throws IOException {
        to.writeObjectFieldStart("sriov");
        bdf(to, "pf", sriov.pf());
        number(to, "index", sriov.index());
        to.writeNumberField("total", sriov.total());
        to.writeNumberField("count", sriov.count());
        bdfs(to, "vfs", sriov.vfs().values());
        to.writeEndObject();
    }

    static void holder(JsonGenerator to, @Nullable Holder holder) throws IOException {
        if (holder == null) {
            to.writeNullField("holder");
            return;
        }
        to.writeObjectFieldStart("holder");
        to.writeNumberField("pid", holder.pid());
        to.writeStringField("name", holder.name());
        to.writeEndObject();
    }

    private static void verdict(JsonGenerator to, DeviceReport report) throws IOException {
        to.writeBooleanField("bindable", report.verdict().bindable());
        to.writeObjectFieldStart("verdict");
        to.writeBooleanField("ok", report.verdict().ok());
        to.writeArrayFieldStart("reasons");
        for (Reason reason : report.verdict().reasons()) {
            to.writeStartObject();
            to.writeStringField("code", reason.code().name());
            to.writeStringField("bdf", reason.about().toString());
            to.writeStringField("text", reason.text());
            to.writeStringField("fix", reason.fix());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    /** Writes what only {@code show} has. */
    void details(JsonGenerator to, DeviceReport report, DeviceDetails details) throws IOException {
        strings(to, "capabilities", details.capabilities());
        DeviceDetails.Link link = details.link();
        if (link == null) {
            to.writeNullField("link");
        } else {
            to.writeObjectFieldStart("link");
            to.writeStringField("speed", link.speed());
            number(to, "width", link.width());
            to.writeStringField("maxSpeed", link.maxSpeed());
            number(to, "maxWidth", link.maxWidth());
            to.writeEndObject();
        }
        to.writeStringField("power", details.power());
        flag(to, "d3coldAllowed", details.d3coldAllowed());
        to.writeBooleanField("gone", details.gone());
        bdf(to, "parent", report.device().parent());
        mdevTypes(to, "mdevTypes", details.mdevTypes());
        to.writeArrayFieldStart("resizable");
        for (Map.Entry<Integer, List<Long>> bar : details.resizable().entrySet()) {
            to.writeStartObject();
            to.writeNumberField("index", bar.getKey());
            to.writeArrayFieldStart("sizes");
            for (long size : bar.getValue()) {
                to.writeNumber(size);
            }
            to.writeEndArray();
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /** Writes what became of steps as a field. */
    public static void steps(JsonGenerator to, List<StepOutcome> steps) throws IOException {
        to.writeArrayFieldStart("steps");
        for (StepOutcome step : steps) {
            to.writeStartObject();
            to.writeStringField("step", step.step());
            to.writeStringField("object", step.object());
            to.writeStringField("outcome", step.outcome().toString());
            to.writeNumberField("micros", step.micros());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /** Writes an array of addresses as a field. */
    public static void bdfs(JsonGenerator to, String field, Collection<Bdf> bdfs) throws IOException {
        to.writeArrayFieldStart(field);
        for (Bdf bdf : bdfs) {
            to.writeString(bdf.toString());
        }
        to.writeEndArray();
    }

    /** Writes an array of texts as a field. */
    public static void strings(JsonGenerator to, String field, Collection<String> values) throws IOException {
        to.writeArrayFieldStart(field);
        for (String value : values) {
            to.writeString(value);
        }
        to.writeEndArray();
    }

    /** Writes types of mediated devices as a field. */
    public static void mdevTypes(JsonGenerator to, String field, List<DeviceDetails.MdevType> types)
            throws IOException {
        to.writeArrayFieldStart(field);
        for (DeviceDetails.MdevType type : types) {
            to.writeStartObject();
            to.writeStringField("id", type.id());
            to.writeStringField("name", type.name());
            to.writeNumberField("available", type.available());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    /** Writes an address, or null, as a field. */
    public static void bdf(JsonGenerator to, String field, @Nullable Bdf bdf) throws IOException {
        to.writeStringField(field, bdf == null ? null : bdf.toString());
    }

    /** Writes a yes, a no or null as a field. */
    public static void flag(JsonGenerator to, String field, @Nullable Boolean flag) throws IOException {
        if (flag == null) {
            to.writeNullField(field);
        } else {
            to.writeBooleanField(field, flag);
        }
    }

    /** Writes a number, or null, as a field. */
    public static void number(JsonGenerator to, String field, @Nullable Integer value) throws IOException {
        if (value == null) {
            to.writeNullField(field);
        } else {
            to.writeNumberField(field, value);
        }
    }

    private static @Nullable String hex(int value, int digits) {
        return value == PciId.UNKNOWN ? null : "0x" + HexFormat.of().toHexDigits(value, digits);
    }
}
