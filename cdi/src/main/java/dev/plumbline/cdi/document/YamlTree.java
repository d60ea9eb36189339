package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML text as a tree, built from the parser's events: no class is ever looked up by a tag, an alias is counted as often as
 * it repeats what it stands for, and a key that is there twice is seen.
 */
final class YamlTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Parser parser;
    private final Faults faults;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    /** What an anchor stands for, and how many values that is; neither while it is still being read. */
    private record Anchored(@Nullable JsonNode node, int values) {}

    private YamlTree(Parser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** {@return the tree of a text}; duplicate keys are added to the faults. */
    static JsonNode of(String text, Faults faults) throws UnusableException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Limits.BYTES);
        options.setProcessComments(false);
        try {
            return new YamlTree(new ParserImpl(new StreamReader(text), options), faults).document();
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null
                    ? ""
                    : ", line " + (e.getProblemMark().getLine() + 1) + ", column "
                            + (e.getProblemMark().getColumn() + 1);
            throw new UnusableException(
                    "", FaultCode.SYNTAX, "this is not YAML: " + Printable.of(String.valueOf(e.getProblem())) + where);
        } catch (YAMLException e) {
            throw new UnusableException(
                    "", FaultCode.SYNTAX, "this is not YAML: " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private JsonNode document() throws UnusableException {
        Event streamStart = parser.getEvent();
        Event start = parser.getEvent();
        if (!streamStart.is(Event.ID.StreamStart) || !start.is(Event.ID.DocumentStart)) {
            throw new UnusableException("", FaultCode.EMPTY, "the file is empty");
        }
        JsonNode root = value(parser.getEvent(), "", 0);
        Event end = parser.getEvent();
        if (end.is(Event.ID.DocumentEnd) && !parser.getEvent().is(Event.ID.StreamEnd)) {
            throw new UnusableException(
                    "",
                    FaultCode.MULTIPLE_DOCUMENTS,
                    "the file has more than one YAML document; put each in its own file");
        }
        return root;
    }

    private JsonNode value(Event event, String path, int depth) throws UnusableException {
        if (event instanceof AliasEvent alias) {
            return repeated(alias, path);
        }
        if (++values > Limits.VALUES) {
            throw UnusableException.tooMany(path);
        }
        int before = values - 1;
        String anchor = event instanceof NodeEvent node ? node.getAnchor() : null;
        if (anchor != null) {
            anchors.put(anchor, new Anchored(null, 0));
        }
        JsonNode value = fresh(event, path, depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(value, values - before));
        }
        return value;
    }

    private JsonNode repeated(AliasEvent alias, String path) throws UnusableException {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null || anchored.node() == null) {
            throw new UnusableException(
                    path,
                    FaultCode.YAML_ALIAS,
                    "the alias *" + Printable.of(alias.getAnchor())
                            + (anchored == null ? " stands for nothing" : " is part of what it stands for"));
        }
        if (anchored.values() > Limits.VALUES - values) {
            throw UnusableException.tooMany(path);
        }
        values += anchored.values();
        return anchored.node();
    }

    private JsonNode fresh(Event event, String path, int depth) throws UnusableException {
        if (event instanceof ScalarEvent scalar) {
            return YamlScalar.of(scalar, path);
        }
        if (depth >= Limits.DEPTH) {
            throw UnusableException.tooDeep(path);
        }
        if (event instanceof MappingStartEvent mapping) {
            YamlScalar.allow(mapping.getTag(), "tag:yaml.org,2002:map", path);
            return object(path, depth + 1);
        }
        if (event instanceof SequenceStartEvent sequence) {
            YamlScalar.allow(sequence.getTag(), "tag:yaml.org,2002:seq", path);
            return array(path, depth + 1);
        }
        throw new UnusableException(path, FaultCode.SYNTAX, "this is not YAML: a value is missing");
    }

    private ObjectNode object(String path, int depth) throws UnusableException {
        ObjectNode object = NODES.objectNode();
        for (Event event = parser.getEvent(); !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
            if (!(event instanceof ScalarEvent scalar)) {
                throw new UnusableException(path, FaultCode.SYNTAX, "a key here is no text");
            }
            String key = scalar.getValue();
            String at = Pointer.to(path, key);
            JsonNode value = value(parser.getEvent(), at, depth);
            if (object.has(key)) {
                faults.add(at, FaultCode.DUPLICATE_KEY, "the key " + Printable.quoted(key) + " is there twice");
            } else {
                object.set(key, value);
            }
        }
        return object;
    }

    private ArrayNode array(String path, int depth) throws UnusableException {
        ArrayNode array = NODES.arrayNode();
        for (Event event = parser.getEvent(); !event.is(Event.ID.SequenceEnd); event = parser.getEvent()) {
            array.add(value(event, Pointer.to(path, array.size()), depth));
        }
        return array;
    }
}
