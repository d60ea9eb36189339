package dev.plumbline.cdi;

import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the documents of some directories define, at one moment. Of several definitions of a device, the one in the directory of
 * the highest priority counts. Two in that same directory are a conflict, and the device cannot be had until one is removed; two
 * in a lower one harm nobody. A file that is broken defines nothing, and hides nothing.
 *
 * <p>Immutable.
 */
public final class Catalog {
    private final List<DirectoryScan> scans;
    private final List<LoadedFile> files;
    private final Map<String, List<Definition>> definitions;

    private Catalog(List<DirectoryScan> scans, List<LoadedFile> files, Map<String, List<Definition>> definitions) {
        this.scans = List.copyOf(scans);
        this.files = List.copyOf(files);
        this.definitions = Collections.unmodifiableMap(definitions);
    }

    static Catalog of(List<DirectoryScan> scans, List<LoadedFile> files) {
        Map<String, List<Definition>> definitions = new TreeMap<>();
        for (LoadedFile file : files) {
            Document document = file.parsed().document().orElse(null);
            if (document == null) {
                continue;
            }
            for (int i = 0; i < document.devices().size(); i++) {
                String name = document.nameOf(document.devices().get(i));
                definitions
                        .computeIfAbsent(name, unused -> new ArrayList<>())
                        .add(new Definition(name, file.path(), file.priority(), i, document));
            }
        }
        definitions
                .values()
                .forEach(all -> all.sort(
                        Comparator.comparingInt(Definition::priority).reversed().thenComparing(Definition::file)));
        return new Catalog(scans, files, definitions);
    }

    List<DirectoryScan> scans() {
        return scans;
    }

    /** {@return the directories that were looked at, the lowest priority first} */
    public List<Path> directories() {
        return scans.stream().map(DirectoryScan::directory).toList();
    }

    /** {@return the files that were read, the good and the broken ones} */
    public List<LoadedFile> files() {
        return files;
    }

    /** {@return all definitions of a name, those of the highest priority first} */
    public List<Definition> definitions(String name) {
        return Collections.unmodifiableList(definitions.getOrDefault(name, List.of()));
    }

    /** {@return the definition that counts for a name; nothing when there is none, or a conflict} */
    public Optional<Definition> find(String name) {
        List<Definition> all = definitions(name);
        return all.isEmpty() || rivals(all).size() > 1 ? Optional.empty() : Optional.of(all.get(0));
    }

    /** {@return the names of all devices that can be had, sorted} */
    public List<String> names() {
        return definitions.keySet().stream()
                .filter(name -> find(name).isPresent())
                .toList();
    }

    /** {@return every definition but those that are in a conflict, by name, the one that counts first} */
    public List<Definition> usable() {
        return definitions.values().stream()
                .flatMap(all -> all.stream().filter(one -> isAlone(one, all)))
                .toList();
    }

    /** {@return whether a definition does not count, since one of a higher priority has its name} */
    public boolean isShadowed(Definition definition) {
        List<Definition> all = definitions(definition.name());
        return !all.isEmpty() && all.get(0).priority() > definition.priority();
    }

    /** {@return the vendors of all valid documents, sorted} */
    public List<String> vendors() {
        return valid().stream().map(Document::vendor).distinct().sorted().toList();
    }

    /** {@return the classes of all valid documents, sorted} */
    public List<String> classes() {
        return valid().stream().map(Document::deviceClass).distinct().sorted().toList();
    }

    private List<Document> valid() {
        return files.stream().flatMap(file -> file.parsed().document().stream()).toList();
    }

    /** {@return all that is wrong: broken files, directories that cannot be read, conflicts} */
    public List<CatalogFault> faults() {
        List<CatalogFault> faults = new ArrayList<>();
        for (DirectoryScan scan : scans) {
            if (scan.problem() != null) {
                faults.add(new CatalogFault(scan.directory(), "", "DIRECTORY_UNREADABLE", scan.problem()));
            }
        }
        for (LoadedFile file : files) {
            for (Fault fault : file.parsed().faults()) {
                faults.add(
                        new CatalogFault(file.path(), fault.path(), fault.code().name(), fault.text()));
            }
        }
        definitions
                .values()
                .forEach(all -> all.stream()
                        .filter(one -> !isAlone(one, all))
                        .forEach(one -> faults.add(new CatalogFault(
                                one.file(), one.pointer() + "/name", "CONFLICT", conflictText(one, all)))));
        return List.copyOf(faults);
    }

    /**
     * {@return the definitions of some devices, each once, in the order in which they were first named}
     *
     * @throws dev.plumbline.host.PlumblineException {@code BAD_NAME}, {@code CDI_DEVICE_NOT_FOUND}
     */
    public List<Definition> resolve(Collection<String> names) {
        for (String name : names) {
            var unused = dev.plumbline.cdi.document.DeviceName.parse(name);
        }
        List<Definition> found = new ArrayList<>();
        List<String> unresolved = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            find(name).ifPresentOrElse(found::add, () -> unresolved.add(name));
        }
        if (!unresolved.isEmpty()) {
            throw Unresolved.problem(this, unresolved).exception();
        }
        return List.copyOf(found);
    }

    /** The definitions of the highest priority. */
    static List<Definition> rivals(List<Definition> all) {
        return all.stream()
                .filter(one -> one.priority() == all.get(0).priority())
                .toList();
    }

    private static boolean isAlone(Definition one, List<Definition> all) {
        return all.stream().filter(other -> other.priority() == one.priority()).count() == 1;
    }

    private static String conflictText(Definition one, List<Definition> all) {
        List<String> others = all.stream()
                .filter(other ->
                        other.priority() == one.priority() && !other.file().equals(one.file()))
                .map(other -> other.file().toString())
                .toList();
        return one.name() + " is defined in " + String.join(", ", others) + ", too, with the same priority";
    }
}
