package dev.plumbline.runtime.service;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as messages and back. A component is the field that has its name in JSON, so the words of the service are those
 * of the JSON documents by construction; a component without a field is a fault, which a test finds.
 */
final class Wire {
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private Wire() {}

    /** How a record is taken apart and put together. */
    private record Shape(List<Method> accessors, List<String> names, List<Type> types, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            List<Method> accessors = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<Type> types = new ArrayList<>();
            List<Class<?>> parameters = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                accessors.add(component.getAccessor());
                names.add(component.getName());
                types.add(component.getGenericType());
                parameters.add(component.getType());
            }
            try {
                return new Shape(
                        accessors, names, types, type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new)));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** {@return the builder, which says what a record says} */
    static <B extends Message.Builder> B message(Record from, B into) {
        fill(from, into);
        return into;
    }

    private static void fill(Record from, Message.Builder into) {
        Shape shape = SHAPES.computeIfAbsent(from.getClass(), Shape::of);
        for (int i = 0; i < shape.names.size(); i++) {
            Object value = call(shape.accessors.get(i), from);
            if (value != null) {
                set(into, field(into, shape.names.get(i)), value);
            }
        }
    }

    private static void set(Message.Builder into, FieldDescriptor field, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, of) -> {
                MapEntry.Builder<?, ?> entry = (MapEntry.Builder<?, ?>) into.newBuilderForField(field);
                entry.setField(entry.getDescriptorForType().findFieldByNumber(1), key);
                entry.setField(entry.getDescriptorForType().findFieldByNumber(2), of);
                into.addRepeatedField(field, entry.build());
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(one -> into.addRepeatedField(field, single(into, field, one)));
        } else {
            into.setField(field, single(into, field, value));
        }
    }

    private static Object single(Message.Builder into, FieldDescriptor field, Object value) {
        if (value instanceof Instant time) {
            return Timestamp.newBuilder()
                    .setSeconds(time.getEpochSecond())
                    .setNanos(time.getNano())
                    .build();
        }
        if (value instanceof Record record) {
            Message.Builder nested = into.newBuilderForField(field);
            fill(record, nested);
            return nested.build();
        }
        return value instanceof Enum<?> word ? word.toString() : value;
    }

    /** {@return a record that says what a message says; a word that this release does not know is refused} */
    static <R extends Record> R record(Message from, Class<R> type) {
        Shape shape = SHAPES.computeIfAbsent(type, Shape::of);
        Object[] values = new Object[shape.names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(from, field(from, shape.names.get(i)), shape.types.get(i));
        }
        try {
            return type.cast(shape.constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object get(Message from, FieldDescriptor field, Type type) {
        if (field.isMapField()) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Object entry : (List<?>) from.getField(field)) {
                map.put(((MapEntry<?, ?>) entry).getKey(), ((MapEntry<?, ?>) entry).getValue());
            }
            return map;
        }
        if (field.isRepeated()) {
            Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
            return ((List<?>) from.getField(field))
                    .stream().map(value -> single(value, element)).toList();
        }
        boolean absent = field.hasPresence() && !from.hasField(field);
        return absent ? null : single(from.getField(field), type);
    }

    private static Object single(Object value, Type type) {
        Class<?> raw = (Class<?>) type;
        if (value instanceof Timestamp time) {
            return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
        }
        if (value instanceof Message nested) {
            return record(nested, raw.asSubclass(Record.class));
        }
        if (!raw.isEnum()) {
            return value;
        }
        for (Object word : raw.getEnumConstants()) {
            if (word.toString().equals(value)) {
                return word;
            }
        }
        throw new IllegalArgumentException("'" + value + "' is no " + raw.getSimpleName() + " that is known here");
    }

    private static FieldDescriptor field(com.google.protobuf.MessageOrBuilder message, String name) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.getJsonName().equals(name)) {
                return field;
            }
        }
        throw new IllegalStateException(
                message.getDescriptorForType().getFullName() + " has no field for the component " + name);
    }

    private static @Nullable Object call(Method accessor, Record from) {
        try {
            return accessor.invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
