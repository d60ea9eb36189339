package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.Annotation;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb cdi annotate}. */
@Command(
        name = "annotate",
        description = "Prints the annotation with which a device plugin asks for devices.",
        mixinStandardHelpOptions = true)
final class CdiAnnotateCommand extends CdiVerb {
    CdiAnnotateCommand(Output output) {
        super(output);
    }

    @Option(
            names = "--plugin",
            required = true,
            paramLabel = "P",
            description = "The plugin, by convention vendor.class.")
    private String plugin = "";

    @Option(
            names = "--device-id",
            required = true,
            paramLabel = "ID",
            description = "What tells this allocation from the plugin's others.")
    private String deviceId = "";

    @Parameters(arity = "1..*", paramLabel = "VENDOR/CLASS=NAME", description = "The devices.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        Annotation annotation = Annotation.of(plugin, deviceId, names);
        return output.result(annotation, text -> text.line("%s: \"%s\"", annotation.key(), annotation.value()));
    }
}
