package dev.plumbline.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.cdi.AnnotationFault;
import dev.plumbline.cdi.AnnotationRequest;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentParser;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.Problem;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code plumb cdi annotations}. */
@Command(
        name = "annotations",
        description = "Says which devices a pod's annotations ask for, or what is wrong with them. Ends with 0 or 7.",
        mixinStandardHelpOptions = true)
final class CdiAnnotationsCommand extends CdiVerb {
    /** Where a pod, what makes pods, and an OCI or CRI config have their annotations. */
    private static final List<String> PLACES =
            List.of("/spec/template/metadata/annotations", "/metadata/annotations", "/annotations");

    private final List<AnnotationFault> mistyped = new ArrayList<>();

    CdiAnnotationsCommand(Output output) {
        super(output);
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE | KEY=VALUE",
            description = "A file with a pod, an OCI spec or annotations alone, in JSON or YAML; or annotations.")
    private List<String> arguments = List.of();

    record Report(List<String> names, List<AnnotationFault> errors) {}

    @Override
    public Integer call() {
        AnnotationRequest request = AnnotationRequest.of(annotations());
        List<AnnotationFault> errors = new ArrayList<>(mistyped);
        errors.addAll(request.faults());
        Report report = new Report(errors.isEmpty() ? request.names() : List.of(), errors);
        output.result(report, text -> {
            report.names().forEach(name -> text.line("%s", name));
            text.table(errors.stream()
                    .map(error -> List.of(Printable.of(error.key()), error.text()))
                    .toList());
            if (report.names().isEmpty() && errors.isEmpty()) {
                text.line("no devices are asked for: no key starts with %s", AnnotationRequest.PREFIX);
            }
        });
        return errors.isEmpty() ? 0 : Problem.Kind.DIFFERENT.exitCode();
    }

    private Map<String, String> annotations() {
        String first = arguments.get(0);
        if (arguments.size() == 1 && (!first.contains("=") || Files.exists(Paths.of(first)))) {
            return ofFile(first);
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals <= 0) {
                throw Problem.badInput("BAD_USAGE", Printable.of(argument), "this is no annotation")
                        .fix("give one file, or annotations as KEY=VALUE")
                        .exception();
            }
            String before = annotations.put(argument.substring(0, equals), argument.substring(equals + 1));
            if (before != null) {
                throw Problem.badInput("BAD_USAGE", Printable.of(argument), "this annotation is given twice")
                        .fix("give each key once, its value with commas between the names")
                        .exception();
            }
        }
        return annotations;
    }

    private Map<String, String> ofFile(String file) {
        DocumentFormat format = file.equals("-") ? DocumentFormat.YAML : DocumentFormat.of(Paths.of(file));
        JsonNode tree = DocumentParser.tree(CdiOptions.bytes(file), format, file);
        JsonNode found = place(tree);
        if (!found.isObject()) {
            throw Problem.badInput("BAD_FILE", file, "there are no annotations in this file")
                    .because("neither the file nor its annotations are an object")
                    .fix("give a pod, an OCI spec, or an object of annotations")
                    .exception();
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        found.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                annotations.put(entry.getKey(), entry.getValue().textValue());
            } else if (entry.getKey().startsWith(AnnotationRequest.PREFIX)) {
                mistyped.add(new AnnotationFault(
                        entry.getKey(),
                        Printable.of(entry.getValue().toString()),
                        "an annotation's value is a text; put it in quotes"));
            }
        });
        return annotations;
    }

    /** Annotations where an object of a known shape has them; otherwise the object itself. */
    private static JsonNode place(JsonNode tree) {
        for (String place : PLACES) {
            JsonNode at = tree.at(place);
            if (!at.isMissingNode() && !at.isNull() && !at.isTextual()) {
                return at;
            }
        }
        boolean isPod =
                tree.path("metadata").isObject() || tree.path("ociVersion").isTextual();
        return isPod ? com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode() : tree;
    }
}
