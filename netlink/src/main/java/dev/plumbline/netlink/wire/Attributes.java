package dev.plumbline.netlink.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A read-only view of attributes in a message's bytes. Nothing is decoded before it is asked for, and what no table knows
 * is still here. One malformed attribute ends the walk; those before it remain readable. Immutable as long as nobody
 * writes the bytes.
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

    /** {@return whether an attribute is present} */
    public boolean has(Attribute<?> attribute) {
        return find(attribute.type()) != null;
    }

    /** {@return the value of the first attribute of this kind} */
    public <T> Optional<T> get(Attribute<T> attribute) {
        Cursor found = find(attribute.type());
        return found == null ? Optional.empty() : Optional.of(found.value(attribute));
    }

    /** {@return the value of the first attribute of this kind, or another when it is absent} */
    public <T> T get(Attribute<T> attribute, T otherwise) {
        Cursor found = find(attribute.type());
        return found == null ? otherwise : found.value(attribute);
    }

    /** {@return the attributes inside one, none when it is absent} */
    public Attributes in(Attribute<Attributes> attribute) {
        return get(attribute, new Attributes(bytes, to, to));
    }

    /** {@return every value of attributes of this kind, in order} */
    public <T> List<T> all(Attribute<T> attribute) {
        List<T> values = new ArrayList<>();
        for (Cursor at = cursor(); at.next(); ) {
            if (at.type() == attribute.type()) {
                values.add(at.value(attribute));
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

    private @org.jspecify.annotations.Nullable Cursor find(int type) {
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

        /** {@return its value, read as an attribute of this kind} */
        public <T> T value(Attribute<T> attribute) {
            return attribute.codec().read(bytes, payload(), length());
        }

        /** {@return what is inside, read as attributes} */
        public Attributes inside() {
            return new Attributes(bytes, payload(), payload() + length());
        }
    }
}
