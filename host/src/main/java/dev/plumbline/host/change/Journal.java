package dev.plumbline.host.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.StepOutcome.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was planned and how far it came, on disk: JSON lines, append-only, the plan before its first step. A line is one
 * {@code write}, so that a process killed anywhere leaves whole lines, save perhaps the last, which then counts as never
 * written. Survives the death of the process, not of the host: it is meant for a tmpfs, as what it describes does not
 * survive the host either. The caller holds the lock of the name that the journal belongs to.
 */
public final class Journal {
    private static final int VERSION = 1;

    private final Path file;
    private final StepCatalog catalog;
    private final Plan plan;
    private final BitSet applied = new BitSet();
    private final Map<Integer, Long> micros = new HashMap<>();
    private boolean complete;
    private boolean undoing;

    private Journal(Path file, StepCatalog catalog, Plan plan) {
        this.file = file;
        this.catalog = catalog;
        this.plan = plan;
    }

    /** Writes a new journal that holds the plan. */
    static Journal create(Path file, StepCatalog catalog, Plan plan) {
        ObjectNode line = catalog.mapper().createObjectNode().put("journal", VERSION);
        line.set("about", plan.about());
        ArrayNode steps = line.putArray("steps");
        plan.steps().forEach(step -> steps.add(catalog.toJson(step)));
        Journal journal = new Journal(file, catalog, plan);
        journal.write(line, StandardOpenOption.CREATE_NEW);
        return journal;
    }

    /**
     * Reads a journal back.
     *
     * @return nothing when there is none, or one whose plan was never written to its end (nothing was done then)
     * @throws PlumblineException FAULT naming file and line when something cannot be read; the file is left alone
     */
    static Optional<Journal> read(Path file, StepCatalog catalog) {
        List<String> lines = lines(file);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        int number = 1;
        try {
            JsonNode head = catalog.mapper().readTree(lines.get(0));
            if (head.path("journal").asInt() != VERSION) {
                throw unreadable(file, number, "this is not a journal of version " + VERSION, null);
            }
            List<Step> steps = new ArrayList<>();
            for (JsonNode step : head.path("steps")) {
                steps.add(catalog.step(step));
            }
            Journal journal = new Journal(file, catalog, new Plan(head.path("about"), steps));
            for (String line : lines.subList(1, lines.size())) {
                number++;
                journal.replay(catalog.mapper().readTree(line), number);
            }
            return Optional.of(journal);
        } catch (JsonProcessingException e) {
            throw unreadable(file, number, e.getOriginalMessage(), e);
        }
    }

    private void replay(JsonNode line, int number) {
        int last = plan.steps().size() - 1;
        if (line.path("applied").canConvertToInt()
                && inRange(line.path("applied").asInt(), last)) {
            applied.set(line.path("applied").asInt());
            micros.put(line.path("applied").asInt(), line.path("micros").asLong());
        } else if (line.path("undone").canConvertToInt()
                && inRange(line.path("undone").asInt(), last)) {
            applied.clear(line.path("undone").asInt());
        } else if (line.path("complete").isBoolean()) {
            complete = true;
        } else if (line.path("undoing").isBoolean()) {
            undoing = true;
        } else {
            throw unreadable(file, number, "unknown entry " + line, null);
        }
    }

    private static boolean inRange(int index, int last) {
        return index >= 0 && index <= last;
    }

    /** The whole lines; a last line without an end was cut off by a crash and is not one. */
    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.lastIndexOf('\n');
            return end < 0 ? List.of() : text.substring(0, end).lines().toList();
        } catch (java.nio.file.NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(file, 1, String.valueOf(e.getMessage()), e);
        }
    }

    private static PlumblineException unreadable(Path file, int line, String why, @Nullable Exception cause) {
        return new PlumblineException(
                Problem.fault("JOURNAL_UNREADABLE", file.toString(), "line " + line + " of this journal cannot be read")
                        .because(why)
                        .fix("nothing was changed; undo by hand what its first line lists, then remove the file"),
                cause);
    }

    /** {@return the plan this journal was made for} */
    public Plan plan() {
        return plan;
    }

    /** {@return whether every step was applied and the operation ended well} */
    public boolean isComplete() {
        return complete && !undoing;
    }

    /** {@return whether the operation ended well once, even if it is being taken back since} */
    public boolean wasComplete() {
        return complete;
    }

    /** {@return what became of each step, as far as it is written down} */
    public List<StepOutcome> outcomes() {
        List<StepOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            outcomes.add(
                    applied.get(i)
                            ? new StepOutcome(step.name(), step.object(), Outcome.APPLIED, micros.getOrDefault(i, 0L))
                            : StepOutcome.planned(step));
        }
        return outcomes;
    }

    boolean isApplied(int step) {
        return applied.get(step);
    }

    /** {@return the highest step that may have left something: the last one applied, and the one after it} */
    int lastTouched() {
        return Math.min(applied.length(), plan.steps().size() - 1);
    }

    void applied(int step, long tookMicros) {
        applied.set(step);
        micros.put(step, tookMicros);
        write(entry("applied", step).put("micros", tookMicros), StandardOpenOption.APPEND);
    }

    void undone(int step) {
        applied.clear(step);
        write(entry("undone", step), StandardOpenOption.APPEND);
    }

    void complete() {
        complete = true;
        write(catalog.mapper().createObjectNode().put("complete", true), StandardOpenOption.APPEND);
    }

    void undoing() {
        if (!undoing) {
            undoing = true;
            write(catalog.mapper().createObjectNode().put("undoing", true), StandardOpenOption.APPEND);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Problem.fault("STATE_NOT_WRITABLE", file.toString(), "the journal cannot be removed")
                    .because(e.toString())
                    .exception(e);
        }
    }

    private ObjectNode entry(String what, int step) {
        return catalog.mapper().createObjectNode().put(what, step);
    }

    private void write(JsonNode line, StandardOpenOption how) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(how, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw Problem.fault("STATE_NOT_WRITABLE", file.toString(), "the journal cannot be written")
                    .because(e.toString())
                    .fix("see that the state directory is on a file system with room, and writable")
                    .exception(e);
        }
    }
}
