package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads documents strictly: unknown fields, duplicate keys and wrong types are faults, and as many faults as can be found
 * are reported. Bounded in time and memory whatever the bytes are. Opens nothing; stateless.
 */
public final class DocumentParser {
    private DocumentParser() {}

    /** {@return what some bytes are as a document} */
    public static ParsedDocument parse(byte[] bytes, DocumentFormat format) {
        Faults faults = new Faults();
        try {
            JsonNode tree = tree(bytes, format, faults);
            Document document = DocumentReader.read(tree, faults);
            if (tree.isObject()) {
                DocumentRules.check(document, faults);
            }
            return new ParsedDocument(tree.isObject() ? document : null, faults.list(), tree);
        } catch (UnusableException e) {
            faults.add(e.fault().path(), e.fault().code(), e.fault().text());
            return new ParsedDocument(
                    null, faults.list(), ParsedDocument.unusable(e.fault()).tree());
        }
    }

    /** {@return what a text is as a document} */
    public static ParsedDocument parse(String text, DocumentFormat format) {
        return parse(text.getBytes(StandardCharsets.UTF_8), format);
    }

    /**
     * {@return some bytes as a tree, read as strictly as a document, whatever it says}
     *
     * @throws dev.plumbline.host.PlumblineException {@code BAD_FILE} when they are no such thing
     */
    public static JsonNode tree(byte[] bytes, DocumentFormat format, String source) {
        Faults faults = new Faults();
        Fault fault;
        try {
            JsonNode tree = tree(bytes, format, faults);
            if (faults.none()) {
                return tree;
            }
            fault = faults.list().get(0);
        } catch (UnusableException e) {
            fault = e.fault();
        }
        throw dev.plumbline.host.Problem.badInput("BAD_FILE", source, "this cannot be read")
                .because(fault.text() + (fault.path().isEmpty() ? "" : ", at " + Printable.of(fault.path())))
                .fix("give a file of JSON or YAML without duplicate keys")
                .exception();
    }

    private static JsonNode tree(byte[] bytes, DocumentFormat format, Faults faults) throws UnusableException {
        if (bytes.length > Limits.BYTES) {
            throw new UnusableException(
                    "", FaultCode.TOO_LARGE, "the file has more than the " + Limits.BYTES + " bytes that are read");
        }
        String text = text(bytes);
        if (text.isBlank()) {
            throw new UnusableException("", FaultCode.EMPTY, "the file is empty");
        }
        JsonNode tree = format == DocumentFormat.JSON ? JsonTree.of(text, faults) : yaml(text, faults);
        if (tree.isNull()) {
            throw new UnusableException("", FaultCode.EMPTY, "the file says nothing");
        }
        return tree;
    }

    /** YAML contains JSON but for details (tabs, escaped slashes), so what is JSON is read as such. */
    private static JsonNode yaml(String text, Faults faults) throws UnusableException {
        if (text.stripLeading().startsWith("{")) {
            Faults ofJson = new Faults();
            try {
                JsonNode tree = JsonTree.of(text, ofJson);
                ofJson.list().forEach(fault -> faults.add(fault.path(), fault.code(), fault.text()));
                return tree;
            } catch (UnusableException e) {
                if (e.fault().code() != FaultCode.SYNTAX) {
                    throw e;
                }
            }
        }
        return YamlTree.of(text, faults);
    }

    private static String text(byte[] bytes) throws UnusableException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnusableException("", FaultCode.ENCODING, "the file is not UTF-8");
        }
    }
}
