package dev.plumbline.host.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.change.StepOutcome.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was planned and how far it came, on disk: JSON lines, append-only, a plan before its first step; one that has grown
 * long is replaced by a short one that says the same. It begins with the
 * plan of the whole; later changes of it (steps that are added, steps that are taken out) are written down in the same way
 * before they are begun. The caller holds the lock of the name that the journal belongs to.
 */
public final class Journal {
    private static final int VERSION = 1;
    /** Longer than that, in bytes, it is shortened when a change ends. */
    private static final long LONGEST = 256 << 10;

    private final JournalFile file;
    private final StepCatalog catalog;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final BitSet applied = new BitSet();
    private final BitSet gone = new BitSet();
    private final Map<Integer, Long> micros = new HashMap<>();
    private JsonNode about;
    private JsonNode aboutNext;
    private Change change = Change.CREATING;
    private final BitSet changing = new BitSet();
    private final BitSet replaced = new BitSet();
    private boolean everComplete;

    /** What is under way. */
    public enum Change {
        /** Nothing: all is as it was planned. */
        NONE,
        /** The first steps are being applied. */
        CREATING,
        /** Further steps are being applied. */
        ADDING,
        /** Some steps are being taken back. */
        REMOVING,
        /** All steps are being taken back. */
        UNDOING
    }

    private Journal(JournalFile file, StepCatalog catalog, Plan plan) {
        this.file = file;
        this.catalog = catalog;
        this.about = plan.about();
        this.aboutNext = plan.about();
        steps.addAll(plan.steps());
        changing.set(0, steps.size());
    }

    /** Writes a new journal that holds the plan. */
    static Journal create(Path path, StepCatalog catalog, Plan plan) {
        return new Journal(JournalFile.create(path, head(catalog, plan)), catalog, plan);
    }

    /**
     * Reads a journal back.
     *
     * @return nothing when there is none, or one whose plan was never written to its end (nothing was done then)
     * @throws PlumblineException FAULT naming file and line when something cannot be read; the file is left alone
     */
    static Optional<Journal> read(Path path, StepCatalog catalog) {
        JournalFile file = new JournalFile(path);
        List<String> lines = file.lines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        int number = 1;
        try {
            JsonNode head = catalog.parse(lines.get(0));
            if (head.path("journal").asInt() != VERSION) {
                throw file.unreadable(number, "this is not a journal of version " + VERSION, null);
            }
            Journal journal =
                    new Journal(file, catalog, new Plan(head.path("about"), catalog.steps(head.path("steps"))));
            for (String line : lines.subList(1, lines.size())) {
                number++;
                JsonNode entry = catalog.parse(line);
                if (!journal.replay(entry)) {
                    throw file.unreadable(number, "unknown entry " + entry, null);
                }
            }
            return Optional.of(journal);
        } catch (JsonProcessingException e) {
            throw file.unreadable(number, e.getOriginalMessage(), e);
        }
    }

    /** Does what an entry says; returns false when it says nothing that is known. */
    private boolean replay(JsonNode line) throws JsonProcessingException {
        if (line.has("applied") || line.has("undone")) {
            boolean done = line.has("applied");
            int step = line.path(done ? "applied" : "undone").asInt(-1);
            if (step < 0 || step >= steps.size()) {
                return false;
            }
            applied.set(step, done);
            micros.put(step, line.path("micros").asLong());
        } else if (line.path("complete").isBoolean()) {
            closed(line.path("complete").asBoolean());
        } else if (line.path("undoing").isBoolean()) {
            change = Change.UNDOING;
        } else if (line.path("adding").isArray()) {
            begin(line.path("about"), catalog.steps(line.path("adding")), indices(line.path("replaces")));
        } else if (line.path("removing").isArray()) {
            begin(line.path("about"), indices(line.path("removing")));
        } else {
            return false;
        }
        return true;
    }

    private void begin(JsonNode nextAbout, List<PlannedStep> more, BitSet replacing) {
        change = Change.ADDING;
        aboutNext = nextAbout;
        changing.clear();
        changing.set(steps.size(), steps.size() + more.size());
        replaced.clear();
        replaced.or(replacing);
        steps.addAll(more);
    }

    private void begin(JsonNode nextAbout, BitSet leaving) {
        change = Change.REMOVING;
        aboutNext = nextAbout;
        changing.clear();
        changing.or(leaving);
        replaced.clear();
    }

    private void closed(boolean well) {
        if (well) {
            gone.or(change == Change.REMOVING ? changing : replaced);
            about = aboutNext;
            everComplete = true;
        } else {
            gone.or(changing);
        }
        applied.andNot(gone);
        change = Change.NONE;
    }

    /** {@return what the plan was for, as the last change that ended well left it} */
    public JsonNode about() {
        return about;
    }

    /** {@return what is under way} */
    public Change change() {
        return change;
    }

    /** {@return whether nothing is under way} */
    public boolean isComplete() {
        return change == Change.NONE;
    }

    /** {@return whether the first plan was applied to its end once, whatever happened since} */
    public boolean wasComplete() {
        return everComplete;
    }

    /** {@return the steps that are part of the whole, in order: those applied and those yet to be} */
    public List<PlannedStep> steps() {
        return live().mapToObj(steps::get).toList();
    }

    /** {@return what became of each step, as far as it is written down} */
    public List<StepOutcome> outcomes() {
        return live().mapToObj(i -> {
                    Step step = steps.get(i).step();
                    return applied.get(i)
                            ? new StepOutcome(step.name(), step.object(), Outcome.APPLIED, micros.getOrDefault(i, 0L))
                            : StepOutcome.planned(step);
                })
                .toList();
    }

    /** {@return the numbers of the steps that are part of the whole, ascending} */
    IntStream live() {
        return IntStream.range(0, steps.size()).filter(i -> !gone.get(i));
    }

    /** {@return the numbers of the steps that the change under way is about, ascending} */
    IntStream changing() {
        return changing.stream();
    }

    /** {@return the numbers of the steps that the added ones take the place of, ascending} */
    IntStream replaced() {
        return replaced.stream();
    }

    Step step(int number) {
        return steps.get(number).step();
    }

    boolean isApplied(int number) {
        return applied.get(number);
    }

    /** {@return whether a step may have left something: it was applied, or is the next after the last that was} */
    boolean isTouched(int number) {
        return applied.get(number)
                || number
                        == live().filter(i -> i >= applied.length()).findFirst().orElse(-1);
    }

    /** Keeps the file open while several lines are written; what is returned is to be closed. */
    JournalFile.Kept keepOpen() {
        return file.keepOpen();
    }

    void applied(int number, long tookMicros) {
        applied.set(number);
        micros.put(number, tookMicros);
        file.append(entry("applied", number).put("micros", tookMicros));
    }

    void undone(int number) {
        applied.clear(number);
        file.append(entry("undone", number));
    }

    /** Ends the change under way: it was done, or what was done of it was taken back. */
    void close(boolean well) {
        closed(well);
        file.append(catalog.object().put("complete", well));
        if (everComplete && file.length() > LONGEST) {
            shorten();
        }
    }

    /** Leaves out what no longer counts: a sandbox that is followed for months has many changes behind it. */
    private void shorten() {
        List<PlannedStep> left = steps();
        List<Long> took = live().mapToObj(i -> micros.getOrDefault(i, 0L)).toList();
        List<ObjectNode> lines = new ArrayList<>();
        lines.add(head(catalog, new Plan(about, left)));
        for (int i = 0; i < left.size(); i++) {
            lines.add(entry("applied", i).put("micros", took.get(i)));
        }
        lines.add(catalog.object().put("complete", true));
        file.replace(lines);
        steps.clear();
        steps.addAll(left);
        gone.clear();
        changing.clear();
        replaced.clear();
        micros.clear();
        for (int i = 0; i < left.size(); i++) {
            micros.put(i, took.get(i));
        }
        applied.clear();
        applied.set(0, left.size());
    }

    private static ObjectNode head(StepCatalog catalog, Plan plan) {
        ObjectNode line = catalog.object().put("journal", VERSION);
        line.set("about", plan.about());
        line.set("steps", catalog.toJson(plan.steps()));
        return line;
    }

    void undoing() {
        if (change != Change.UNDOING) {
            change = Change.UNDOING;
            file.append(catalog.object().put("undoing", true));
        }
    }

    /** Writes further steps down; those of the parts named here no longer count once the new ones are applied. */
    void adding(JsonNode nextAbout, List<PlannedStep> more, List<String> replacedParts) {
        BitSet replacing = of(replacedParts);
        ObjectNode line = catalog.object();
        line.set("adding", catalog.toJson(more));
        line.set("about", nextAbout);
        replacing.stream().forEach(line.putArray("replaces")::add);
        file.append(line);
        begin(nextAbout, more, replacing);
    }

    /** Writes down that some parts are to go. */
    void removing(JsonNode nextAbout, List<String> parts) {
        BitSet leaving = of(parts);
        ObjectNode line = catalog.object();
        leaving.stream().forEach(line.putArray("removing")::add);
        line.set("about", nextAbout);
        file.append(line);
        begin(nextAbout, leaving);
    }

    void delete() {
        file.delete();
    }

    private BitSet of(List<String> parts) {
        BitSet found = new BitSet();
        live().filter(i -> parts.contains(steps.get(i).of())).forEach(found::set);
        return found;
    }

    private static BitSet indices(JsonNode array) {
        BitSet set = new BitSet();
        array.forEach(number -> set.set(number.asInt()));
        return set;
    }

    private ObjectNode entry(String what, int number) {
        return catalog.object().put(what, number);
    }
}
