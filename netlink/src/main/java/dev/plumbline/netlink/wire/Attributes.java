package dev.plumbline.netlink.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A read-only view of attributes in a message's bytes. Nothing is decoded before it is asked for, and what no table knows
 * is still here. An attribute whose length leads nowhere ends the walk, and those before it remain readable;
 * one that is too short for its type counts as absent, and its bytes are still here. Immutable as long as nobody writes the
 * bytes.
 */
public final class Attributes {
    private static final int TYPE_MASK = 0x3fff; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER

    private final byte[] bytes;
    private final int from;
    private final int to;

    /** Creates a view of the bytes from {@code from} up to {@code to}. */
    public Attributes(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = Math.min(from, to);
        this.to = to;
    }

    /** {@return attributes made of values, in their order} */
    public static Attributes of(Attribute.Value<?>... values) {
        return of(Arrays.asList(values));
    }

    /** {@return attributes made of values, in their order} */
    public static Attributes of(Collection<? extends Attribute.Value<?>> values) {
        byte[] bytes = MessageWriter.fragment(writer -> writer.put(values));
        return new Attributes(bytes, 0, bytes.length);
    }

    /** {@return whether there is no attribute} */
    public boolean isEmpty() {
        return !cursor().next();
    }

    /** {@return whether an attribute is present} */
    public boolean has(Attribute<?> attribute) {
        return find(attribute.type()) != null;
    }

    /** {@return the value of the first attribute of this kind; nothing when it is absent or too short} */
    public <T> Optional<T> get(Attribute<T> attribute) {
        Cursor found = find(attribute.type());
        return found == null ? Optional.empty() : Optional.ofNullable(found.valueOrNull(attribute));
    }

    /** {@return the value of the first attribute of this kind, or another when it is absent or too short} */
    public <T> T get(Attribute<T> attribute, T otherwise) {
        Cursor found = find(attribute.type());
        T value = found == null ? null : found.valueOrNull(attribute);
        return value == null ? otherwise : value;
    }

    /** {@return the bytes of the first attribute of this kind} */
    public Optional<byte[]> raw(Attribute<?> attribute) {
        Cursor found = find(attribute.type());
        return found == null
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(bytes, found.payload(), found.payload() + found.length()));
    }

    /** {@return the attributes inside one, none when it is absent} */
    public Attributes in(Attribute<Attributes> attribute) {
        return get(attribute, new Attributes(bytes, to, to));
    }

    /** {@return every value of attributes of this kind, in order} */
    public <T> List<T> all(Attribute<T> attribute) {
        List<T> values = new ArrayList<>();
        for (Cursor at = cursor(); at.next(); ) {
            @Nullable T value = at.type() == attribute.type() ? at.valueOrNull(attribute) : null;
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** {@return a copy of the bytes, known and unknown} */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** {@return a cursor before the first attribute} */
    public Cursor cursor() {
        return new Cursor();
    }

    private @Nullable Cursor find(int type) {
        Cursor at = cursor();
        while (at.next()) {
            if (at.type() == type) {
                return at;
            }
        }
        return null;
    }

    /** Walks attributes one by one. Not thread-safe. */
    public final class Cursor {
        private int at = -1;
        private int next = from;

        private Cursor() {}

        /** Moves to the next attribute: returns whether there is one. */
        public boolean next() {
            if (next + 4 > to) {
                return false;
            }
            int length = Bytes.u16(bytes, next);
            if (length < 4 || next + length > to) {
                return false;
            }
            at = next;
            next += (length + 3) & ~3;
            return true;
        }

        /** {@return the attribute's number without its flag bits} */
        public int type() {
            return Bytes.u16(bytes, at + 2) & TYPE_MASK;
        }

        /** {@return where its payload begins} */
        public int payload() {
            return at + 4;
        }

        /** {@return its payload's length in bytes} */
        public int length() {
            return Bytes.u16(bytes, at) - 4;
        }

        private <T> @Nullable T valueOrNull(Attribute<T> attribute) {
            try {
                return value(attribute);
            } catch (IllegalArgumentException e) {
                return null; // another kernel's idea of this attribute must not cost the message
            }
        }

        /**
         * Reads the value as an attribute of this kind.
         *
         * @throws IllegalArgumentException when it is too short for one
         */
        public <T> T value(Attribute<T> attribute) {
            return attribute.codec().read(bytes, payload(), length());
        }

        /** {@return what is inside, read as attributes} */
        public Attributes inside() {
            return new Attributes(bytes, payload(), payload() + length());
        }
    }
}
