package dev.plumbline.gpu.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.gpu.GuestFunction;
import dev.plumbline.gpu.GuestPlan;
import dev.plumbline.gpu.GuestPort;
import dev.plumbline.vfio.BarWindows;
import dev.plumbline.vfio.cli.DeviceJson;
import dev.plumbline.vfio.cli.Output;
import java.io.IOException;

/**
 * The document about a guest that is to have GPUs.
 *
 * @param plan the guest
 */
record GuestPlanJson(GuestPlan plan) implements Output.Document {
    @Override
    public void write(JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeArrayFieldStart("ports");
        for (GuestPort port : plan.ports()) {
            to.writeStartObject();
            to.writeStringField("driver", port.driver());
            to.writeStringField("id", port.id());
            to.writeStringField("bus", port.bus());
            to.writeNumberField("chassis", port.chassis());
            to.writeNumberField("slot", port.slot());
            to.writeNumberField("pref64Reserve", port.pref64Reserve());
            to.writeNumberField("memReserve", port.memReserve());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeArrayFieldStart("devices");
        for (GuestFunction function : plan.functions()) {
            to.writeStartObject();
            to.writeStringField("bdf", function.function().bdf().toString());
            to.writeStringField("id", function.id());
            to.writeStringField("bus", function.bus());
            to.writeNumberField("function", function.number());
            DeviceJson.strings(to, "properties", function.properties());
            to.writeEndObject();
        }
        to.writeEndArray();
        BarWindows windows = plan.windows();
        to.writeNumberField("totalBytes", windows.totalBytes());
        to.writeNumberField("ovmfMmio64Mib", windows.ovmfMmio64Mib());
        to.writeNumberField("physBitsNeeded", windows.physBitsNeeded());
        to.writeNumberField("physBits", windows.physBits());
        to.writeBooleanField("iommufd", plan.iommufd());
        DeviceJson.strings(to, "arguments", plan.arguments());
        GpuJson.findings(to, plan.findings());
        to.writeEndObject();
    }
}
