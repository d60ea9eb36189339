package dev.plumbline.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cdi.Catalog;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code plumb cdi show}. */
@Command(
        name = "show",
        description = "Shows what a device does to a container, and the file that says so.",
        mixinStandardHelpOptions = true)
final class CdiShowCommand extends CdiVerb {
    @Mixin
    private CdiDirectories directories = new CdiDirectories();

    CdiShowCommand(Output output) {
        super(output);
    }

    @Parameters(paramLabel = "VENDOR/CLASS=NAME", description = "The device.")
    private String name = "";

    @Override
    public Integer call() {
        Catalog catalog = directories.registry().catalog();
        CdiReports.ShownDevice device =
                CdiReports.ShownDevice.of(catalog.resolve(List.of(name)).get(0), catalog);
        return output.result(device, text -> {
            text.line("%s  %s  version %s", device.name(), device.file(), device.cdiVersion());
            device.shadows().forEach(file -> text.line("  hides the one in %s", file));
            annotations(device.annotations(), text);
            annotations(device.documentAnnotations(), text);
            edits("the device", device.containerEdits(), text);
            edits("every device of the document", device.documentEdits(), text);
        });
    }

    private static void annotations(Map<String, String> annotations, Text text) {
        annotations.forEach((key, value) -> text.line("  %s: %s", key, dev.plumbline.cdi.document.Printable.of(value)));
    }

    private static void edits(String whose, JsonNode edits, Text text) {
        if (!edits.isEmpty()) {
            text.line("  a container with %s gets", whose);
            DocumentText.of(edits, DocumentFormat.YAML).lines().skip(1).forEach(line -> text.line("    %s", line));
        }
    }
}
