package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/** A tree as YAML in block style. Text is in quotes unless every reader, of YAML 1.1 too, would take it for text. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
    private static final ImplicitTuple IMPLICIT = new ImplicitTuple(true, true);
    private static final @Nullable Mark NOWHERE = null;

    private final Emitter emitter;

    private YamlText(Emitter emitter) {
        this.emitter = emitter;
    }

    static String of(JsonNode tree) {
        DumperOptions options = new DumperOptions();
        options.setSplitLines(false);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setAllowUnicode(false);
        StringWriter text = new StringWriter();
        YamlText yaml = new YamlText(new Emitter(text, options));
        yaml.emit(new StreamStartEvent(NOWHERE, NOWHERE));
        yaml.emit(new DocumentStartEvent(NOWHERE, NOWHERE, true, null, Map.of()));
        yaml.value(tree);
        yaml.emit(new DocumentEndEvent(NOWHERE, NOWHERE, false));
        yaml.emit(new StreamEndEvent(NOWHERE, NOWHERE));
        return text.toString();
    }

    private void value(JsonNode node) {
        if (node.isObject()) {
            emit(new MappingStartEvent(
                    null, null, true, NOWHERE, NOWHERE, node.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK));
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                text(field.getKey());
                value(field.getValue());
            }
            emit(new MappingEndEvent(NOWHERE, NOWHERE));
        } else if (node.isArray()) {
            emit(new SequenceStartEvent(
                    null, null, true, NOWHERE, NOWHERE, node.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK));
            node.forEach(this::value);
            emit(new SequenceEndEvent(NOWHERE, NOWHERE));
        } else if (node.isTextual()) {
            text(node.textValue());
        } else {
            scalar(node.asText(), ScalarStyle.PLAIN);
        }
    }

    private void text(String text) {
        boolean plain = text.length() <= 200
                && PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        scalar(text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private void scalar(String text, ScalarStyle style) {
        emit(new ScalarEvent(null, null, IMPLICIT, text, NOWHERE, NOWHERE, style));
    }

    private void emit(Event event) {
        try {
            emitter.emit(event);
        } catch (IOException e) {
            throw new IllegalStateException("a string that cannot be written to", e);
        }
    }
}
