package dev.plumbline.runtime;

import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.tap.PodRule;
import dev.plumbline.tap.SkippedLink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All about a sandbox, in the shape that {@code plan}, {@code attach} and {@code show} print.
 *
 * @param sandbox its name; null in a plan for nobody
 * @param netns the path of its namespace
 * @param state how far it is
 * @param nics its NICs, in the order of the pod's links
 * @param rules the pod's policy routing rules
 * @param devices passed-through host devices
 * @param skipped links that are not carried
 * @param notRepresentable what the guest's agent has no words for
 * @param steps what is or was to be done, and what became of it
 */
public record SandboxReport(
        @Nullable String sandbox,
        String netns,
        State state,
        List<NicReport> nics,
        List<PodRule> rules,
        List<DeviceReport> devices,
        List<SkippedLink> skipped,
        List<NotRepresentable> notRepresentable,
        List<StepOutcome> steps) {
    public SandboxReport {
        nics = List.copyOf(nics);
        rules = List.copyOf(rules);
        devices = DeviceReport.numbered(devices);
        skipped = List.copyOf(skipped);
        notRepresentable = List.copyOf(notRepresentable);
        steps = List.copyOf(steps);
    }

    /** How far a sandbox is. */
    public enum State {
        /** Nothing was done. */
        PLANNED,
        /** All steps are done. */
        ATTACHED,
        /** Some steps are done; {@code recover} takes them back. */
        PARTIAL,
        /** All was taken back. */
        DETACHED;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    SandboxReport with(State newState, List<StepOutcome> outcomes) {
        return new SandboxReport(sandbox, netns, newState, nics, rules, devices, skipped, notRepresentable, outcomes);
    }

    /** {@return the same with other NICs} */
    SandboxReport withNics(List<NicReport> others) {
        return new SandboxReport(sandbox, netns, state, others, rules, devices, skipped, notRepresentable, steps);
    }

    /** {@return the same with other devices} */
    SandboxReport withDevices(List<DeviceReport> others) {
        return new SandboxReport(sandbox, netns, state, nics, rules, others, skipped, notRepresentable, steps);
    }

    /** {@return the same with further devices} */
    SandboxReport withDevicesBefore(List<DeviceReport> more) {
        List<DeviceReport> all = new ArrayList<>(more);
        all.addAll(devices);
        return withDevices(all);
    }

    /** {@return the same for nobody: a plan that was asked for without a name} */
    SandboxReport withoutName() {
        return new SandboxReport(null, netns, state, nics, rules, devices, skipped, notRepresentable, steps);
    }
}
