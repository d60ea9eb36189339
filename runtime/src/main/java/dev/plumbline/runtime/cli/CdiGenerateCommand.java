package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.Document;
import dev.plumbline.cdi.document.DocumentDirectory;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentText;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plumb cdi generate}. */
@Command(
        name = "generate",
        description =
                "Makes a document for devices that are passed through: one device an IOMMU group, one a function.",
        mixinStandardHelpOptions = true)
final class CdiGenerateCommand extends CdiVerb {
    CdiGenerateCommand(Output output) {
        super(output);
    }

    static final class Which {
        @Option(names = "--pci", arity = "1..*", paramLabel = "BDF", description = "The functions.")
        private List<String> pci = List.of();

        @Option(names = "--gpus", description = "All GPUs and accelerators.")
        private boolean gpus;
    }

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = "--kind",
            paramLabel = "VENDOR/CLASS",
            description = "Vendor and class (default: plumbline.dev/vfio, or plumbline.dev/gpu for --gpus).")
    private @Nullable String kind;

    @Option(
            names = "--format",
            paramLabel = "json|yaml",
            description = "What the document is written in (default: by the file's name, or yaml).")
    private @Nullable DocumentFormat format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the document is written to (default: stdout).")
    private @Nullable Path file;

    @Option(names = "--sysroot", paramLabel = "DIR", description = "Read /sys under DIR.")
    private Path sysroot = Path.of("/");

    @Override
    public Integer call() {
        VfioFacts facts = VfioFacts.of(new Sysroot(sysroot));
        Document document = which.gpus
                ? facts.forGpus(kind == null ? "plumbline.dev/gpu" : kind)
                : facts.forAddresses(kind == null ? "plumbline.dev/vfio" : kind, which.pci);
        if (file == null) {
            DocumentFormat unasked = common.json() ? DocumentFormat.JSON : DocumentFormat.YAML;
            return output.raw(DocumentText.of(document, format == null ? unasked : format));
        }
        Path written = write(document, file);
        List<String> names = document.devices().stream().map(document::nameOf).toList();
        return output.result(new CdiReports.Generated(written.toString(), names), text -> {
            text.line("%s", written);
            names.forEach(name -> text.line("  %s", name));
        });
    }

    private Path write(Document document, Path to) {
        Path name = to.getFileName();
        if (name == null) {
            throw Problem.badInput("BAD_FILE_NAME", to.toString(), "this is no file")
                    .exception();
        }
        if (format != null && format != DocumentFormat.of(Path.of(withEnding(name.toString())))) {
            throw Problem.badInput("BAD_USAGE", to.toString(), "the file's name and --format differ")
                    .because("who reads documents goes by the name")
                    .fix("let the name end with ." + format.name().toLowerCase(java.util.Locale.ROOT))
                    .exception();
        }
        Path parent = to.toAbsolutePath().getParent();
        return new DocumentDirectory(parent == null ? Path.of("/") : parent).write(document, name.toString(), true);
    }

    private String withEnding(String name) {
        boolean bare = !name.endsWith(".json") && !name.endsWith(".yaml");
        return bare && format == DocumentFormat.JSON ? name + ".json" : name;
    }
}
