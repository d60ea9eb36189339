package dev.plumbline.vfio;

import dev.plumbline.host.change.StepOutcome;
import java.util.List;
import java.util.Map;

/**
 * What binding or restoring did.
 *
 * @param steps what became of each step
 * @param devices the functions that it was about, as they are now
 * @param left functions that a sandbox's journal holds, which therefore were left alone, with the sandbox
 */
public record BindReport(List<StepOutcome> steps, List<DeviceReport> devices, Map<Bdf, String> left) {
    public BindReport {
        steps = List.copyOf(steps);
        devices = List.copyOf(devices);
        left = Map.copyOf(left);
    }
}
