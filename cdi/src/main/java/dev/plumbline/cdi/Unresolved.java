package dev.plumbline.cdi;

import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The problem of names that do not resolve. */
final class Unresolved {
    private Unresolved() {}

    static Problem problem(Catalog catalog, List<String> names) {
        List<Explanation> reasons =
                names.stream().map(name -> Explanation.of(catalog, name)).toList();
        String object = names.stream().map(Printable::of).collect(Collectors.joining(", "));
        String why = reasons.stream()
                .map(one -> (names.size() == 1 ? "" : Printable.of(one.name()) + ": ")
                        + one.reasons().get(0).text())
                .collect(Collectors.joining("; "));
        List<String> nearest = reasons.stream()
                .flatMap(one -> one.nearest().stream())
                .distinct()
                .toList();
        String searched = catalog.directories().stream().map(Path::toString).collect(Collectors.joining(", "));
        return Problem.notFound(
                        "CDI_DEVICE_NOT_FOUND",
                        object,
                        names.size() == 1
                                ? "this CDI device cannot be resolved"
                                : "these " + names.size() + " CDI devices cannot be resolved")
                .because(why)
                .fix((nearest.isEmpty()
                                ? "there are no names like it"
                                : "the nearest names are " + String.join(", ", nearest))
                        + "; searched " + (searched.isEmpty() ? "no directory" : searched)
                        + "; 'plumb cdi why NAME' says more");
    }
}
