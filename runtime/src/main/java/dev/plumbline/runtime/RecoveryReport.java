package dev.plumbline.runtime;

import dev.plumbline.host.change.StepOutcome;
import java.util.List;

/**
 * What recovery did to one sandbox.
 *
 * @param sandbox its name
 * @param action what was done
 * @param steps the steps that were taken back
 */
public record RecoveryReport(String sandbox, Action action, List<StepOutcome> steps) {
    public RecoveryReport {
        steps = List.copyOf(steps);
    }

    /** What recovery can do. */
    public enum Action {
        /** An attach or a plug that never finished was undone. */
        UNDONE,
        /** An unplug that never finished was finished. */
        FINISHED,
        /** A detach that never finished was finished. */
        DETACHED,
        /** The sandbox is whole. */
        NOTHING;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
