package dev.plumbline.cdi.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Documents as text. The same document is the same text, always. */
public final class DocumentText {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DocumentText() {}

    /** {@return a document as text that ends with a line's end} */
    public static String of(Document document, DocumentFormat format) {
        return of(DocumentTree.of(document), format);
    }

    /** {@return any tree as text that ends with a line's end} */
    public static String of(JsonNode tree, DocumentFormat format) {
        if (format == DocumentFormat.YAML) {
            return YamlText.of(tree);
        }
        try {
            return JSON.writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that JSON cannot carry", e);
        }
    }
}
