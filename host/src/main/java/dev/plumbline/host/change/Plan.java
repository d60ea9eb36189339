package dev.plumbline.host.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What will be done, as data: steps in order, and whatever the planner wants kept beside them.
 *
 * @param about what the plan is for; opaque here, stored with the journal so that another process can go on
 * @param steps the changes in the order in which they are applied; undone in reverse
 */
public record Plan(JsonNode about, List<PlannedStep> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }
}
