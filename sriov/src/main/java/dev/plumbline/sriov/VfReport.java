package dev.plumbline.sriov;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual function with all that was found out about it.
 *
 * @param vf the function
 * @param netdev its link, wherever that is; null when it has none, or one that was not found
 * @param netns the namespace that the link is in, null for this one
 * @param settings what its driver reports; empty when it cannot be asked
 * @param representor the link that stands for it in switchdev mode, null when there is none
 */
public record VfReport(
        VirtualFunction vf,
        @Nullable String netdev,
        @Nullable String netns,
        Map<VfSetting, String> settings,
        @Nullable String representor) {
    public VfReport {
        settings = Map.copyOf(settings);
    }
}
