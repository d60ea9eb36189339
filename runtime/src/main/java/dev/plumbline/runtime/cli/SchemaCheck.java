package dev.plumbline.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import dev.plumbline.cdi.document.DocumentFile;
import dev.plumbline.cdi.document.DocumentFormat;
import dev.plumbline.cdi.document.DocumentParser;
import dev.plumbline.cdi.document.Fault;
import dev.plumbline.cdi.document.FaultCode;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A JSON schema that documents are held against. Schemas that it refers to are files; nothing is fetched. */
final class SchemaCheck {
    private final JsonSchema schema;
    private final Path file;

    private SchemaCheck(JsonSchema schema, Path file) {
        this.schema = schema;
        this.file = file;
    }

    /**
     * {@return the schema in a file}
     *
     * @throws PlumblineException {@code NO_FILE}, {@code BAD_SCHEMA}
     */
    static SchemaCheck of(Path file) {
        JsonNode tree = DocumentParser.tree(DocumentFile.bytes(file), DocumentFormat.of(file), file.toString());
        VersionFlag version =
                SpecVersionDetector.detectOptionalVersion(tree, false).orElse(VersionFlag.V7);
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                version,
                builder -> builder.schemaLoaders(loaders -> loaders.add(iri -> {
                    if (!iri.toString().startsWith("file:")) {
                        throw new JsonSchemaException("it refers to " + iri + ", which is not fetched");
                    }
                    return null;
                })));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(java.util.Locale.ROOT)
                .build();
        try {
            JsonSchema schema = factory.getSchema(
                    SchemaLocation.of(file.toAbsolutePath().toUri().toString()), tree, config);
            schema.initializeValidators();
            return new SchemaCheck(schema, file);
        } catch (RuntimeException e) {
            throw bad(file, e);
        }
    }

    /** {@return the faults of a document} */
    List<Fault> faults(JsonNode document) {
        try {
            return schema.validate(document).stream()
                    .map(SchemaCheck::fault)
                    .sorted(Comparator.comparing(Fault::path).thenComparing(Fault::text))
                    .toList();
        } catch (RuntimeException e) {
            throw bad(file, e);
        }
    }

    private static Fault fault(ValidationMessage message) {
        String path = message.getInstanceLocation().toString();
        return new Fault(path, FaultCode.SCHEMA, "against the schema: " + Printable.of(message.getMessage()));
    }

    private static PlumblineException bad(Path file, RuntimeException e) {
        return Problem.badInput("BAD_SCHEMA", file.toString(), "this cannot be used as a JSON schema")
                .because(Printable.of(String.valueOf(e.getMessage())))
                .fix("give a JSON schema, with the files that it refers to beside it")
                .exception(e);
    }
}
