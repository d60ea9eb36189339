package dev.plumbline.cdi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one object, each taken as the type that it must have. What is not so becomes a fault, and reads as absent. */
final class Fields {
    private final JsonNode object;
    private final String path;
    private final Faults faults;

    Fields(JsonNode object, String path, Faults faults, Set<String> known) {
        this.object = object;
        this.path = path;
        this.faults = faults;
        if (!object.isObject()) {
            wrong(path, "an object", object);
            return;
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext() && !faults.full(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                faults.add(Pointer.to(path, name), FaultCode.UNKNOWN_FIELD, UnknownFields.text(name, known));
            }
        }
    }

    String path(String name) {
        return Pointer.to(path, name);
    }

    /** A text that must be there; an empty one is not there. */
    String required(String name) {
        String text = text(name);
        if ((text == null || text.isEmpty()) && !faults.at(path(name)) && !faults.at(path)) {
            faults.add(
                    path(name),
                    FaultCode.MISSING,
                    "\"" + name + "\" is required" + (text == null ? "" : ", but empty"));
        }
        return text == null ? "" : text;
    }

    @Nullable
    String text(String name) {
        return textOf(object.path(name), path(name), true);
    }

    boolean flag(String name) {
        JsonNode value = object.path(name);
        if (isAbsent(value)) {
            return false;
        }
        if (!value.isBoolean()) {
            wrong(path(name), "true or false", value);
        }
        return value.asBoolean();
    }

    @Nullable
    Long number(String name, long least, long most) {
        JsonNode value = object.path(name);
        return isAbsent(value) ? null : numberOf(value, path(name), least, most);
    }

    List<Long> numbers(String name, long least, long most) {
        return all(name, (value, at) -> {
            Long number = numberOf(value, at, least, most);
            return number == null ? 0L : number;
        });
    }

    List<String> texts(String name) {
        return all(name, (value, at) -> {
            String text = textOf(value, at, false);
            return text == null ? "" : text;
        });
    }

    <T> List<T> objects(String name, Set<String> known, Function<Fields, T> read) {
        return all(name, (value, at) -> {
            Fields fields = new Fields(value, at, faults, known);
            return read.apply(fields);
        });
    }

    <T> @Nullable T object(String name, Set<String> known, Function<Fields, T> read) {
        JsonNode value = object.path(name);
        return isAbsent(value) ? null : read.apply(new Fields(value, path(name), faults, known));
    }

    /** Texts, or null when there is no list; an empty list is one. */
    @Nullable
    List<String> textsOrNull(String name) {
        List<String> texts = texts(name);
        return object.path(name).isArray() ? texts : null;
    }

    Map<String, String> map(String name) {
        JsonNode value = object.path(name);
        Map<String, String> map = new LinkedHashMap<>();
        if (isAbsent(value)) {
            return map;
        }
        if (!value.isObject()) {
            wrong(path(name), "an object", value);
        }
        value.properties().forEach(entry -> {
            String text = textOf(entry.getValue(), Pointer.to(path(name), entry.getKey()), false);
            if (text != null) {
                map.put(entry.getKey(), text);
            }
        });
        return map;
    }

    /** Reads an element of a list; one that is wrong stands in the list all the same, so that the others keep their places. */
    private interface Element<T> {
        T read(JsonNode value, String at);
    }

    private <T> List<T> all(String name, Element<T> element) {
        JsonNode value = object.path(name);
        List<T> list = new ArrayList<>();
        if (isAbsent(value)) {
            return list;
        }
        if (!value.isArray()) {
            wrong(path(name), "a list", value);
            return list;
        }
        for (int i = 0; i < value.size() && !faults.full(); i++) {
            list.add(element.read(value.get(i), Pointer.to(path(name), i)));
        }
        return list;
    }

    private @Nullable String textOf(JsonNode value, String at, boolean orAbsent) {
        if (orAbsent && isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            wrong(at, "a text" + (value.isValueNode() && !value.isNull() ? " (in quotes)" : ""), value);
            return null;
        }
        if (value.textValue().indexOf('\0') >= 0) {
            faults.add(at, FaultCode.CONTROL_CHARACTER, "there is a NUL in the text");
            return null;
        }
        return value.textValue();
    }

    private @Nullable Long numberOf(JsonNode value, String at, long least, long most) {
        if (!value.isIntegralNumber()) {
            wrong(at, "a whole number", value);
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            faults.add(
                    at,
                    FaultCode.OUT_OF_RANGE,
                    Printable.of(value.asText()) + " is not between " + least + " and " + most);
            return null;
        }
        return value.longValue();
    }

    private void wrong(String at, String wanted, JsonNode found) {
        String what = switch (found.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the text " + Printable.quoted(found.textValue());
            case NULL -> "null";
            case MISSING -> "nothing";
            default -> Printable.of(found.asText());
        };
        faults.add(at, FaultCode.WRONG_TYPE, "this must be " + wanted + ", not " + what);
    }

    /** A field that is {@code null} counts as absent, as it does for everybody who reads documents. */
    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
