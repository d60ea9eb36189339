package dev.plumbline.vfio;

import dev.plumbline.host.change.Journal;
import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.StateDirectory;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The journals that say what a function was before. A device operation's is named after its first function, which is no
 * name that a sandbox can have; a sandbox's journal holds the functions that were bound for it.
 */
final class DeviceJournals {
    private static final String SUFFIX = ".journal";

    private final Path directory;
    private final List<Class<? extends Step>> kinds;
    private @Nullable StateDirectory own;

    /**
     * Where a function is held.
     *
     * @param journal the journal's name
     * @param part the part of it that the function belongs to
     */
    record Holding(String journal, String part) {
        boolean isOwn() {
            return isDeviceOperation(journal);
        }
    }

    DeviceJournals(Path directory, List<Class<? extends Step>> kinds) {
        this.directory = directory;
        this.kinds = List.copyOf(kinds);
    }

    /** A catalog of steps takes longer to make than a list of devices, and mostly there is no journal to read. */
    synchronized StateDirectory state() {
        if (own == null) {
            own = new StateDirectory(directory, new StepCatalog(kinds));
        }
        return own;
    }

    private boolean isEmpty() {
        for (String name : SysDirectory.of(directory).names()) {
            if (name.endsWith(SUFFIX)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a journal is a device operation's: its name begins with the address of a function. */
    static boolean isDeviceOperation(String journal) {
        int end = journal.indexOf('+');
        return Bdf.read(end < 0 ? journal : journal.substring(0, end)) != null;
    }

    List<String> deviceOperations() {
        return isEmpty()
                ? List.of()
                : state().names().stream()
                        .filter(DeviceJournals::isDeviceOperation)
                        .toList();
    }

    /** {@return where each function is held whose driver some journal can put back} */
    Map<Bdf, Holding> holdings() {
        Map<Bdf, Holding> holdings = new TreeMap<>();
        if (isEmpty()) {
            return holdings;
        }
        StateDirectory all = new StateDirectory(directory, StepCatalog.lookingAtOthers(kinds));
        for (String name : all.names()) {
            for (PlannedStep planned : all.journal(name).map(Journal::steps).orElse(List.of())) {
                if (planned.step() instanceof BindDriver bind) {
                    holdings.put(bind.bdf(), new Holding(name, planned.of()));
                }
            }
        }
        return holdings;
    }

    /** {@return the names of the journals by the functions that they hold} */
    Map<Bdf, String> names() {
        Map<Bdf, String> names = new TreeMap<>();
        for (Map.Entry<Bdf, Holding> entry : holdings().entrySet()) {
            names.put(entry.getKey(), entry.getValue().journal());
        }
        return names;
    }

    /** {@return the functions that a journal's steps are about} */
    static List<Bdf> functions(Journal journal) {
        List<Bdf> functions = new ArrayList<>();
        for (PlannedStep planned : journal.steps()) {
            Optional<Bdf> bdf = Bdf.find(planned.step().object());
            bdf.ifPresent(functions::add);
        }
        return functions;
    }
}
