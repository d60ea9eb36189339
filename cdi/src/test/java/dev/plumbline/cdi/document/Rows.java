package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** Tables of cases, in YAML files beside the tests. */
public final class Rows {
    private Rows() {}

    /** {@return the rows of a file, each behind its name} */
    public static Stream<Arguments> of(String resource) {
        return StreamSupport.stream(tree(resource).spliterator(), false)
                .map(row -> Arguments.of(row.path("case").asText(), row));
    }

    /** {@return a file's text} */
    public static byte[] bytes(String resource) {
        try (InputStream in = Rows.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(String resource) {
        return DocumentParser.tree(bytes(resource), DocumentFormat.YAML, resource);
    }
}
