package dev.plumbline.cdi;

import dev.plumbline.cdi.Explanation.Reason;
import dev.plumbline.cdi.document.DeviceName;
import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.Fault;
import dev.plumbline.cdi.document.FaultCode;
import dev.plumbline.cdi.document.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out why one name does or does not resolve. */
final class Explainer {
    private final Catalog catalog;
    private final String name;
    private final List<Reason> reasons = new ArrayList<>();

    Explainer(Catalog catalog, String name) {
        this.catalog = catalog;
        this.name = name;
    }

    Explanation explain() {
        Optional<Definition> found = catalog.find(name);
        if (found.isPresent()) {
            resolved(found.get());
            return new Explanation(name, true, found.get().file().toString(), reasons, List.of());
        }
        Optional<String> malformed = DeviceName.faultOf(name);
        if (malformed.isPresent()) {
            add("BAD_NAME", malformed.get() + "; a name is VENDOR/CLASS=DEVICE");
        } else if (!catalog.definitions(name).isEmpty()) {
            conflict(Catalog.rivals(catalog.definitions(name)));
        } else {
            missing(DeviceName.parse(name));
        }
        broken();
        ignored();
        searched();
        return new Explanation(name, false, null, reasons, Nearest.of(name, catalog.names()));
    }

    private void resolved(Definition found) {
        add("RESOLVED", found.file() + " defines it, at " + found.pointer());
        for (Definition other : catalog.definitions(name)) {
            if (other.priority() < found.priority()) {
                add("SHADOWS", "this hides the definition in " + other.file() + ", a directory of lower priority");
            }
        }
    }

    private void conflict(List<Definition> rivals) {
        add(
                "CONFLICT",
                rivals.stream().map(one -> one.file().toString()).collect(Collectors.joining(" and "))
                        + " define it with the same priority, so none of them counts; remove it from all but one, or define it"
                        + " in a directory of higher priority");
        for (Definition other : catalog.definitions(name)) {
            if (other.priority() < rivals.get(0).priority()) {
                add(
                        "SHADOWED",
                        "the definition in " + other.file() + " does not count: its directory has a lower priority");
            }
        }
    }

    private void missing(DeviceName wanted) {
        List<Document> documents = catalog.files().stream()
                .flatMap(file -> file.parsed().document().stream())
                .toList();
        List<Document> ofVendor = documents.stream()
                .filter(one -> one.vendor().equals(wanted.vendor()))
                .toList();
        List<Document> ofKind = ofVendor.stream()
                .filter(one -> one.kind().equals(wanted.kind()))
                .toList();
        if (!ofKind.isEmpty()) {
            long devices =
                    ofKind.stream().mapToLong(one -> one.devices().size()).sum();
            add(
                    "NO_SUCH_DEVICE",
                    "there are " + devices + " devices of " + wanted.kind() + ", none is named " + wanted.device());
        } else if (!ofVendor.isEmpty()) {
            String classes = ofVendor.stream()
                    .map(Document::deviceClass)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            add(
                    "NO_SUCH_CLASS",
                    "no document is of " + wanted.kind() + "; of " + wanted.vendor() + " there are the classes "
                            + classes);
        } else if (documents.isEmpty()) {
            add("NO_DOCUMENTS", "there is no valid document in any of the directories");
        } else {
            String vendors =
                    documents.stream().map(Document::vendor).distinct().sorted().collect(Collectors.joining(", "));
            add("NO_SUCH_VENDOR", "no document is of the vendor " + wanted.vendor() + "; there are " + vendors);
        }
    }

    /** Files that would define the name if nothing were wrong with them, or might. */
    private void broken() {
        for (LoadedFile file : catalog.files()) {
            if (file.parsed().ok()) {
                continue;
            }
            Document partial = file.parsed().partial();
            Fault first = file.parsed().faults().get(0);
            String fault = (first.path().isEmpty() ? "" : Printable.of(first.path()) + ": ") + first.text();
            if (partial == null) {
                add("BROKEN_FILE", file.path() + " cannot be read, and may define it: " + fault);
            } else if (partial.devices().stream()
                    .anyMatch(device -> partial.nameOf(device).equals(name))) {
                add(codeOf(first), file.path() + " would define it, but breaks a rule: " + fault);
            } else if (name.startsWith(partial.kind() + "=")) {
                add(codeOf(first), file.path() + " is of this vendor and class, but breaks a rule: " + fault);
            }
        }
    }

    private static String codeOf(Fault fault) {
        return fault.code() == FaultCode.UNKNOWN_VERSION || fault.code() == FaultCode.VERSION_TOO_LOW
                ? fault.code().name()
                : "BROKEN_FILE";
    }

    private void ignored() {
        for (DirectoryScan scan : catalog.scans()) {
            for (Path file : scan.ignored()) {
                add(
                        "IGNORED_FILE",
                        file + " is not read: a document's name ends with .json or .yaml, in small letters");
            }
        }
    }

    private void searched() {
        for (DirectoryScan scan : catalog.scans()) {
            if (scan.missing()) {
                add("DIRECTORY_MISSING", "searched " + scan.directory() + ", which does not exist");
            } else if (scan.problem() != null) {
                add("DIRECTORY_UNREADABLE", "could not search " + scan.directory() + ": " + scan.problem());
            } else {
                add(
                        "SEARCHED",
                        "searched " + scan.directory() + ": " + scan.documents().size() + " documents");
            }
        }
    }

    private void add(String code, String text) {
        reasons.add(new Reason(code, text));
    }
}
