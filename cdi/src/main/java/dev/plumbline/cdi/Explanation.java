package dev.plumbline.cdi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a name does or does not resolve.
 *
 * @param name the name
 * @param resolved whether it resolves
 * @param file the file whose definition counts; null when it does not resolve
 * @param reasons what decides it, the most telling first; never empty
 * @param nearest when it does not resolve: at most five names that may have been meant, the nearest first
 */
public record Explanation(
        String name, boolean resolved, @Nullable String file, List<Reason> reasons, List<String> nearest) {
    public Explanation {
        reasons = List.copyOf(reasons);
        nearest = List.copyOf(nearest);
    }

    /**
     * One reason.
     *
     * @param code a word that programs can compare
     * @param text one sentence for people
     */
    public record Reason(String code, String text) {}

    /** {@return why a name does or does not resolve} */
    public static Explanation of(Catalog catalog, String name) {
        return new Explainer(catalog, name).explain();
    }

    /** {@return this with more reasons behind those that it has} */
    public Explanation with(List<Reason> more) {
        return new Explanation(
                name,
                resolved,
                file,
                java.util.stream.Stream.concat(reasons.stream(), more.stream()).toList(),
                nearest);
    }
}
