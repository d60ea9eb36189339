package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tree as a document: the fields and their types, not yet the rules. */
final class DocumentReader {
    private static final Set<String> DOCUMENT =
            Set.of("cdiVersion", "kind", "annotations", "devices", "containerEdits");
    private static final Set<String> DEVICE = Set.of("name", "annotations", "containerEdits");
    private static final Set<String> EDITS =
            Set.of("env", "deviceNodes", "netDevices", "hooks", "mounts", "intelRdt", "additionalGids");
    private static final Set<String> NODE =
            Set.of("path", "hostPath", "type", "major", "minor", "fileMode", "permissions", "uid", "gid");
    private static final Set<String> NET_DEVICE = Set.of("hostInterfaceName", "name");
    private static final Set<String> MOUNT = Set.of("hostPath", "containerPath", "options", "type");
    private static final Set<String> HOOK = Set.of("hookName", "path", "args", "env", "timeout");
    private static final Set<String> RDT =
            Set.of("closID", "l3CacheSchema", "memBwSchema", "schemata", "enableMonitoring");
    private static final long UINT32 = 0xffff_ffffL;

    private DocumentReader() {}

    static Document read(JsonNode root, Faults faults) {
        Fields fields = new Fields(root, "", faults, DOCUMENT);
        return new Document(
                fields.required("cdiVersion"),
                fields.required("kind"),
                fields.map("annotations"),
                fields.objects("devices", DEVICE, DocumentReader::device),
                edits(fields));
    }

    private static Device device(Fields fields) {
        return new Device(fields.required("name"), fields.map("annotations"), edits(fields));
    }

    private static ContainerEdits edits(Fields owner) {
        ContainerEdits edits = owner.object(
                "containerEdits",
                EDITS,
                fields -> new ContainerEdits(
                        fields.texts("env"),
                        fields.objects("deviceNodes", NODE, DocumentReader::node),
                        fields.objects("netDevices", NET_DEVICE, DocumentReader::netDevice),
                        fields.objects("hooks", HOOK, DocumentReader::hook),
                        fields.objects("mounts", MOUNT, DocumentReader::mount),
                        rdt(fields),
                        fields.numbers("additionalGids", 0, UINT32)));
        return edits == null ? ContainerEdits.none() : edits;
    }

    private static DeviceNode node(Fields fields) {
        return new DeviceNode(
                fields.required("path"),
                fields.text("hostPath"),
                fields.text("type"),
                fields.number("major", 0, UINT32),
                fields.number("minor", 0, UINT32),
                fields.number("fileMode", 0, UINT32),
                fields.text("permissions"),
                fields.number("uid", 0, UINT32),
                fields.number("gid", 0, UINT32));
    }

    private static NetDevice netDevice(Fields fields) {
        return new NetDevice(fields.required("hostInterfaceName"), fields.required("name"));
    }

    private static Mount mount(Fields fields) {
        return new Mount(
                fields.required("hostPath"),
                fields.required("containerPath"),
                fields.texts("options"),
                fields.text("type"));
    }

    private static Hook hook(Fields fields) {
        return new Hook(
                fields.required("hookName"),
                fields.required("path"),
                fields.texts("args"),
                fields.texts("env"),
                fields.number("timeout", 1, Integer.MAX_VALUE));
    }

    private static @Nullable IntelRdt rdt(Fields owner) {
        return owner.object(
                "intelRdt",
                RDT,
                fields -> new IntelRdt(
                        fields.text("closID"),
                        fields.text("l3CacheSchema"),
                        fields.text("memBwSchema"),
                        fields.textsOrNull("schemata"),
                        fields.flag("enableMonitoring")));
    }
}
