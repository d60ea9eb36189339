package dev.plumbline.cdi.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.cdi.document.Printable;
import dev.plumbline.host.Problem;
import java.io.IOException;

/** OCI specs as text. What is not edited comes out as it went in, numbers with all their digits. */
public final class OciText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private OciText() {}

    /**
     * {@return an OCI spec as a tree}
     *
     * @throws dev.plumbline.host.PlumblineException {@code BAD_OCI_SPEC} when the text is no JSON
     */
    public static JsonNode parse(byte[] text, String source) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree != null && tree.isObject()) {
                return tree;
            }
            throw bad(source, "it is no JSON object").exception();
        } catch (IOException e) {
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
            throw bad(source, Printable.of(String.valueOf(why))).exception(e);
        }
    }

    /** {@return an OCI spec as text that ends with a line's end} */
    public static String of(JsonNode spec) {
        try {
            return MAPPER.writeValueAsString(spec) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that JSON cannot carry", e);
        }
    }

    private static Problem bad(String source, String why) {
        return Problem.badInput("BAD_OCI_SPEC", source, "this is no OCI runtime spec")
                .because(why)
                .fix("give the config.json of an OCI bundle");
    }
}
