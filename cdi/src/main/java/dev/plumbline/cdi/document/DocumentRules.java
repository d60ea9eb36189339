package dev.plumbline.cdi.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules that a document must keep, beside having the right fields. */
public final class DocumentRules {
    private final Document document;
    private final Faults faults;

    private DocumentRules(Document document, Faults faults) {
        this.document = document;
        this.faults = faults;
    }

    /** {@return all faults of a document; none when it is valid} */
    public static List<Fault> check(Document document) {
        Faults faults = new Faults();
        check(document, faults);
        return faults.list();
    }

    /** Adds the faults of a document that was read, leaving out what lies where a fault was found before. */
    static void check(Document document, Faults faults) {
        DocumentRules rules = new DocumentRules(document, faults);
        rules.version();
        rules.kind();
        AnnotationRules.check(document.annotations(), "/annotations", faults);
        EditsRules edits = new EditsRules(faults);
        edits.check(document.containerEdits(), "/containerEdits");
        rules.devices(edits);
    }

    private void version() {
        String declared = document.cdiVersion();
        if (declared.isEmpty()) {
            missing("/cdiVersion");
            return;
        }
        if (faults.at("/cdiVersion")) {
            return;
        }
        Optional<SpecVersion> version = SpecVersion.of(declared);
        VersionNeed need = VersionNeed.of(document);
        if (version.isEmpty() && !SpecVersion.isDraft(declared)) {
            faults.add(
                    "/cdiVersion",
                    FaultCode.UNKNOWN_VERSION,
                    Printable.quoted(declared)
                            + " is no version of the specification that is known here; the newest is "
                            + SpecVersion.newest() + ", this document needs " + need.version());
        } else if (version.isEmpty() || version.get().compareTo(need.version()) < 0) {
            faults.add(
                    "/cdiVersion",
                    FaultCode.VERSION_TOO_LOW,
                    "the version must be at least " + need.version() + ", not " + Printable.of(declared)
                            + (need.path().isEmpty() ? "" : ", because of " + need.because() + " at " + need.path()));
        }
    }

    private void kind() {
        String kind = document.kind();
        if (kind.isEmpty()) {
            missing("/kind");
            return;
        }
        if (faults.at("/kind")) {
            return;
        }
        String fault;
        if (kind.indexOf('/') < 0) {
            fault = Printable.quoted(kind) + " has no '/' between the vendor and the class";
        } else {
            fault = firstOf(NameRules.againstVendor(document.vendor()), NameRules.againstClass(document.deviceClass()));
        }
        if (fault != null) {
            faults.add("/kind", FaultCode.BAD_KIND, fault);
        }
    }

    private void devices(EditsRules edits) {
        List<Device> devices = document.devices();
        if (devices.isEmpty() && !faults.at("/devices")) {
            faults.add("/devices", FaultCode.NO_DEVICES, "a document must have at least one device");
        }
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < devices.size() && !faults.full(); i++) {
            Device device = devices.get(i);
            String at = Pointer.to("/devices", i);
            if (faults.at(at)) {
                continue;
            }
            name(device, i, at + "/name", names);
            AnnotationRules.check(device.annotations(), at + "/annotations", faults);
            if (device.containerEdits().isEmpty() && !faults.within(at + "/containerEdits")) {
                faults.add(
                        at + "/containerEdits",
                        FaultCode.EMPTY_EDITS,
                        "the device changes nothing in a container; it needs at least one edit");
            }
            edits.check(device.containerEdits(), at + "/containerEdits");
        }
    }

    private void name(Device device, int i, String at, Map<String, Integer> names) {
        if (device.name().isEmpty()) {
            missing(at);
            return;
        }
        if (faults.at(at)) {
            return;
        }
        String fault = NameRules.againstDevice(device.name());
        if (fault != null) {
            faults.add(at, FaultCode.BAD_NAME, fault);
        }
        Integer other = names.putIfAbsent(device.name(), i);
        if (other != null) {
            faults.add(
                    at,
                    FaultCode.DUPLICATE_DEVICE,
                    Printable.quoted(device.name()) + " is the name of /devices/" + other + ", too");
        }
    }

    private void missing(String at) {
        if (!faults.at(at)) {
            faults.add(at, FaultCode.MISSING, "\"" + at.substring(at.lastIndexOf('/') + 1) + "\" is required");
        }
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }
}
