package dev.plumbline.gpu.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.gpu.Companion;
import dev.plumbline.gpu.Finding;
import dev.plumbline.gpu.Gpu;
import dev.plumbline.gpu.GpuUse;
import dev.plumbline.gpu.NvidiaProc;
import dev.plumbline.gpu.PeerPath;
import dev.plumbline.vfio.HostDevices;
import dev.plumbline.vfio.cli.DeviceJson;
import dev.plumbline.vfio.cli.Output;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document about GPUs: for each the object that {@code vfio-bind list} has, with more fields.
 *
 * @param host where names are read
 * @param gpus the GPUs
 * @param peers how they reach each other
 */
record GpuJson(HostDevices host, List<Gpu> gpus, List<PeerPath> peers) implements Output.Document {
    @Override
    public void write(JsonGenerator to) throws IOException {
        DeviceJson devices = DeviceJson.of(host, gpus.stream().map(Gpu::report).toList());
        to.writeStartObject();
        to.writeArrayFieldStart("gpus");
        for (Gpu gpu : gpus) {
            to.writeStartObject();
            devices.fields(to, gpu.report());
            companions(to, gpu);
            use(to, gpu.use());
            DeviceJson.mdevTypes(to, "vgpuTypes", gpu.vgpuTypes());
            to.writeStringField("vgpu", gpu.vgpu());
            nvidia(to, gpu.nvidia());
            mig(to, gpu);
            to.writeStringField("xgmiHive", gpu.hive());
            findings(to, gpu.findings());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeArrayFieldStart("peers");
        for (PeerPath path : peers) {
            to.writeStartObject();
            to.writeStringField("first", path.first().toString());
            to.writeStringField("second", path.second().toString());
            to.writeStringField("path", path.path().word());
            DeviceJson.bdf(to, "via", path.via());
            DeviceJson.flag(to, "redirected", path.redirected());
            to.writeStringField("link", path.link());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void companions(JsonGenerator to, Gpu gpu) throws IOException {
        to.writeArrayFieldStart("companions");
        for (Companion companion : gpu.companions()) {
            to.writeStartObject();
            to.writeStringField("bdf", companion.function().bdf().toString());
            to.writeStringField("role", companion.role());
            to.writeStringField("place", companion.place().word());
            to.writeStringField("driver", companion.function().driver());
            to.writeStringField("group", companion.function().group());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    private static void use(JsonGenerator to, GpuUse use) throws IOException {
        to.writeObjectFieldStart("use");
        DeviceJson.strings(to, "nodes", use.nodes());
        to.writeArrayFieldStart("clients");
        for (GpuUse.Client client : use.clients()) {
            to.writeStartObject();
            to.writeNumberField("pid", client.process().pid());
            to.writeStringField("name", client.process().name());
            DeviceJson.strings(to, "nodes", client.nodes());
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeBooleanField("bootVga", use.bootVga());
        to.writeStringField("console", use.console());
        if (use.firmware() == null) {
            to.writeNullField("firmware");
        } else {
            to.writeObjectFieldStart("firmware");
            to.writeStringField("driver", use.firmware());
            DeviceJson.number(to, "bar", use.firmwareBar());
            to.writeEndObject();
        }
        to.writeEndObject();
    }

    private static void nvidia(JsonGenerator to, @Nullable NvidiaProc nvidia) throws IOException {
        if (nvidia == null) {
            to.writeNullField("nvidia");
            return;
        }
        to.writeObjectFieldStart("nvidia");
        to.writeStringField("model", nvidia.model());
        to.writeStringField("uuid", nvidia.uuid());
        DeviceJson.number(to, "minor", nvidia.minor());
        to.writeEndObject();
    }

    private static void mig(JsonGenerator to, Gpu gpu) throws IOException {
        to.writeObjectFieldStart("mig");
        to.writeBooleanField("capable", gpu.mig());
        List<NvidiaProc.GpuInstance> instances =
                gpu.nvidia() == null ? null : gpu.nvidia().instances();
        if (instances == null) {
            to.writeNullField("instances");
        } else {
            to.writeArrayFieldStart("instances");
            for (NvidiaProc.GpuInstance instance : instances) {
                to.writeStartObject();
                to.writeNumberField("id", instance.id());
                to.writeArrayFieldStart("compute");
                for (int id : instance.computeInstances()) {
                    to.writeNumber(id);
                }
                to.writeEndArray();
                to.writeEndObject();
            }
            to.writeEndArray();
        }
        to.writeEndObject();
    }

    static void findings(JsonGenerator to, List<Finding> findings) throws IOException {
        to.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            to.writeStartObject();
            to.writeStringField("code", finding.code());
            to.writeStringField("text", finding.text());
            to.writeStringField("fix", finding.fix());
            to.writeStringField("source", finding.source());
            to.writeEndObject();
        }
        to.writeEndArray();
    }
}
