package dev.plumbline.sriov;

import dev.plumbline.host.change.StepOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A physical function, its virtual ones, and what was done to them.
 *
 * @param pf the physical function
 * @param link the link that its virtual functions are set through; null when it has none here
 * @param vfs the virtual functions that were asked about, by number
 * @param steps what became of each step; null when nothing was to be done
 */
public record VfsReport(
        PhysicalFunction pf,
        @Nullable String link,
        List<VfReport> vfs,
        @Nullable List<StepOutcome> steps) {
    public VfsReport {
        vfs = List.copyOf(vfs);
    }
}
