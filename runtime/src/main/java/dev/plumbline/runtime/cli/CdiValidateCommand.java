package dev.plumbline.runtime.cli;

import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentParser;
import dev.plumbline.cdi.document.Fault;
import dev.plumbline.cdi.document.ParsedDocument;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb cdi validate}. */
@Command(
        name = "validate",
        description = "Looks for faults in CDI documents. Ends with 0 or 7.",
        mixinStandardHelpOptions = true)
final class CdiValidateCommand extends CdiVerb {
    CdiValidateCommand(Output output) {
        super(output);
    }

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "Also look for faults against this JSON schema; what it refers to is read beside it.")
    private @Nullable String schema;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The documents; - for stdin.")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        SchemaCheck check = schema == null ? null : SchemaCheck.of(Paths.of(schema));
        CdiReports.Validation report = CdiReports.Validation.of(
                files.stream().map(file -> validated(file, check)).toList());
        output.result(report, text -> report.files().forEach(file -> print(file, text)));
        return report.ok() ? 0 : Problem.Kind.DIFFERENT.exitCode();
    }

    private static CdiReports.ValidatedFile validated(String file, @Nullable SchemaCheck check) {
        ParsedDocument parsed = DocumentParser.parse(CdiOptions.bytes(file), format(file));
        List<Fault> faults = new ArrayList<>(parsed.faults());
        if (check != null && !parsed.tree().isMissingNode()) {
            faults.addAll(check.faults(parsed.tree()));
        }
        return CdiReports.ValidatedFile.of(file, parsed.minimumVersion().orElse(null), faults);
    }

    private static DocumentFormat format(String file) {
        return file.equals("-") ? DocumentFormat.YAML : DocumentFormat.of(Paths.of(file));
    }

    private static void print(CdiReports.ValidatedFile file, Text text) {
        if (file.ok()) {
            text.line(
                    "%s: valid; what it says needs version %s or later",
                    Printable.of(file.file()), file.minimumVersion() == null ? "?" : file.minimumVersion());
            return;
        }
        int faults = file.errors().size();
        text.line("%s: %d fault%s", Printable.of(file.file()), faults, faults == 1 ? "" : "s");
        text.table(file.errors().stream()
                .map(fault -> List.of(
                        fault.path().isEmpty() ? "(document)" : Printable.of(fault.path()),
                        fault.code().name(),
                        fault.text()))
                .toList());
    }
}
