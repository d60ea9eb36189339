package dev.plumbline.cdi.document;

import java.util.List;

/**
 * The lowest version of the specification that a document can claim, and what in it needs that version.
 *
 * @param version the version
 * @param path the first thing that needs it, a JSON pointer; empty when any version will do
 * @param because what that is
 */
public record VersionNeed(SpecVersion version, String path, String because) {
    private static final VersionNeed ANY = new VersionNeed(SpecVersion.V0_3_0, "", "a document");

    /** {@return what a document needs; computed from what it says, not from the version that it claims} */
    public static VersionNeed of(Document document) {
        VersionNeed need = ANY;
        String deviceClass = document.deviceClass();
        need = need.or(deviceClass.contains("."), SpecVersion.V0_6_0, "/kind", "a dot in the class");
        need = need.or(
                !document.annotations().isEmpty(), SpecVersion.V0_6_0, "/annotations", "annotations of the document");
        need = need.orOf(document.containerEdits(), "/containerEdits");
        List<Device> devices = document.devices();
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            String path = Pointer.to("/devices", i);
            need = need.or(
                    !device.name().isEmpty()
                            && !NameRules.isLetter(device.name().charAt(0)),
                    SpecVersion.V0_5_0,
                    path + "/name",
                    "a device's name that does not start with a letter");
            need = need.or(
                    !device.annotations().isEmpty(),
                    SpecVersion.V0_6_0,
                    path + "/annotations",
                    "annotations of a device");
            need = need.orOf(device.containerEdits(), path + "/containerEdits");
        }
        return need;
    }

    private VersionNeed orOf(ContainerEdits edits, String path) {
        VersionNeed need = this;
        for (int i = 0; i < edits.mounts().size(); i++) {
            String type = edits.mounts().get(i).type();
            need = need.or(
                    type != null && !type.isEmpty(),
                    SpecVersion.V0_4_0,
                    path + "/mounts/" + i + "/type",
                    "a mount's type");
        }
        for (int i = 0; i < edits.deviceNodes().size(); i++) {
            String hostPath = edits.deviceNodes().get(i).hostPath();
            need = need.or(
                    hostPath != null && !hostPath.isEmpty(),
                    SpecVersion.V0_5_0,
                    path + "/deviceNodes/" + i + "/hostPath",
                    "a device node's path on the host");
        }
        need = need.or(
                !edits.additionalGids().isEmpty(), SpecVersion.V0_7_0, path + "/additionalGids", "additional groups");
        need = need.or(!edits.netDevices().isEmpty(), SpecVersion.V1_1_0, path + "/netDevices", "network devices");
        IntelRdt rdt = edits.intelRdt();
        if (rdt != null) {
            need = need.or(true, SpecVersion.V0_7_0, path + "/intelRdt", "resource director settings");
            need = need.or(
                    rdt.schemata() != null,
                    SpecVersion.V1_1_0,
                    path + "/intelRdt/schemata",
                    "resource director schemata");
            need = need.or(
                    rdt.enableMonitoring(),
                    SpecVersion.V1_1_0,
                    path + "/intelRdt/enableMonitoring",
                    "resource director monitoring");
        }
        return need;
    }

    private VersionNeed or(boolean needed, SpecVersion other, String where, String what) {
        return needed && other.compareTo(version) > 0 ? new VersionNeed(other, where, what) : this;
    }
}
