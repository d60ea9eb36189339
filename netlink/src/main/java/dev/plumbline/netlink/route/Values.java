package dev.plumbline.netlink.route;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.MessageWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The attributes that a specification was given, each once, in the order in which they were first given. */
final class Values {
    private final Map<Integer, Attribute.Value<?>> byType = new LinkedHashMap<>();

    <T> void set(Attribute<T> attribute, T value) {
        set(attribute.of(value));
    }

    void set(Attribute.Value<?> value) {
        byType.put(value.attribute().type(), value);
    }

    Collection<Attribute.Value<?>> all() {
        return byType.values();
    }

    boolean has(Attribute<?> attribute) {
        return byType.containsKey(attribute.type());
    }

    void writeTo(MessageWriter writer) {
        writer.put(byType.values());
    }
}
