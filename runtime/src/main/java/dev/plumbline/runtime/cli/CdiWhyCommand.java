package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.Catalog;
import dev.plumbline.cdi.Explanation;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.cdi.oci.HostNodes;
import dev.plumbline.cdi.oci.NodeCheck;
import dev.plumbline.host.Problem;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb cdi why}. */
@Command(
        name = "why",
        description = "Says why a device's name does or does not resolve. Ends with 0 or 7.",
        mixinStandardHelpOptions = true)
final class CdiWhyCommand extends CdiVerb {
    @Mixin
    private CdiDirectories directories = new CdiDirectories();

    CdiWhyCommand(Output output) {
        super(output);
    }

    @Parameters(paramLabel = "VENDOR/CLASS=NAME", description = "The device.")
    private String name = "";

    @Override
    public Integer call() {
        Catalog catalog = directories.registry().catalog();
        Explanation plain = Explanation.of(catalog, name);
        Explanation why = catalog.find(name)
                .map(found -> plain.with(new NodeCheck(HostNodes.host()).of(found)))
                .orElse(plain);
        output.result(why, text -> {
            text.line("%s  %s", Printable.of(why.name()), why.resolved() ? "resolves" : "does not resolve");
            text.table(why.reasons().stream()
                    .map(reason -> List.of(reason.code(), reason.text()))
                    .toList());
            if (!why.nearest().isEmpty()) {
                text.line("  nearest names:");
                why.nearest().forEach(near -> text.line("    %s", near));
            }
        });
        return why.resolved() ? 0 : Problem.Kind.DIFFERENT.exitCode();
    }
}
