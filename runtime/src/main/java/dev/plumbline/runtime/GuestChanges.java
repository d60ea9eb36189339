package dev.plumbline.runtime;

import dev.plumbline.host.change.PlannedStep;
import dev.plumbline.host.change.Step;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.tap.SetLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a new plan a guest has not been told yet: a pure function.
 *
 * @param steps the steps to add: all the wiring, and what the guest is to be told anew
 * @param replaced the parts whose steps these take the place of
 */
record GuestChanges(List<PlannedStep> steps, List<String> replaced) {

    static GuestChanges of(List<PlannedStep> planned, List<PlannedStep> done) {
        Map<String, Step> told = new HashMap<>();
        done.forEach(step -> told.put(step.of(), step.step()));
        List<PlannedStep> steps = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        for (PlannedStep next : planned) {
            Step before = told.get(next.of());
            if (next.step() instanceof ConfigureNic nic) {
                if (before instanceof ConfigureNic old && nic.saysTheSame(old)) {
                    continue;
                }
                add(steps, replaced, next, before);
            } else if (next.step() instanceof SetLink && before != null) {
                if (!next.step().equals(before)) {
                    add(steps, replaced, next, before);
                }
            } else if (!(next.step() instanceof ConfigureRoutes)) {
                steps.add(next);
            }
        }
        // An agent may take a NIC down to configure it anew, and with that its routes go.
        boolean anew = !replaced.isEmpty();
        tables(planned, told, anew).ifPresent(next -> add(steps, replaced, next, told.get(Parts.TABLES)));
        return new GuestChanges(steps, replaced);
    }

    private static Optional<PlannedStep> tables(List<PlannedStep> planned, Map<String, Step> told, boolean anew) {
        GuestTables wanted = planned.stream()
                .map(PlannedStep::step)
                .filter(ConfigureRoutes.class::isInstance)
                .map(step -> ((ConfigureRoutes) step).tables())
                .findFirst()
                .orElse(GuestTables.EMPTY);
        GuestTables had = told.get(Parts.TABLES) instanceof ConfigureRoutes old ? old.tables() : GuestTables.EMPTY;
        boolean same = wanted.configured().equals(had.configured());
        return same && (!anew || wanted.isEmpty())
                ? Optional.empty()
                : Optional.of(new PlannedStep(Parts.TABLES, new ConfigureRoutes(wanted, had.without(wanted), true)));
    }

    private static void add(List<PlannedStep> steps, List<String> replaced, PlannedStep next, @Nullable Step before) {
        steps.add(next);
        if (before != null) {
            replaced.add(next.of());
        }
    }
}
