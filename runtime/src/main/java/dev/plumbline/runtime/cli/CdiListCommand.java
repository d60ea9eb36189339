package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.Printable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plumb cdi list}. */
@Command(
        name = "list",
        description = "Lists the devices, the file that each comes from, and what hides what.",
        mixinStandardHelpOptions = true)
final class CdiListCommand extends CdiVerb {
    @Mixin
    private CdiDirectories directories = new CdiDirectories();

    CdiListCommand(Output output) {
        super(output);
    }

    @Override
    public Integer call() {
        CdiReports.Listing listing =
                CdiReports.Listing.of(directories.registry().catalog());
        return output.result(listing, text -> {
            text.table(listing.devices().stream()
                    .map(one -> List.of(one.name(), one.file(), note(one)))
                    .toList());
            if (listing.devices().isEmpty()) {
                text.line("no devices");
            }
            if (!listing.errors().isEmpty()) {
                text.line("faults:");
                text.table(listing.errors().stream()
                        .map(one -> List.of(one.file(), Printable.of(one.path()), one.text()))
                        .toList());
            }
        });
    }

    private static String note(CdiReports.ListedDevice one) {
        if (one.shadowed()) {
            return "hidden by the one above";
        }
        return one.shadows().isEmpty() ? "" : "hides " + String.join(", ", one.shadows());
    }
}
