package dev.plumbline.netlink.wire;

import org.jspecify.annotations.Nullable;

/**
 * One line of an attribute table: a number, the kernel's name for it, and how its value is written and read.
 *
 * @param type the attribute's number, without flag bits
 * @param name the kernel's spelling
 * @param codec how the value becomes bytes and back
 * @param nested the table of what is inside, for an attribute that holds attributes
 * @param <T> the value's type
 */
public record Attribute<T>(
        int type, String name, Codec<T> codec, @Nullable AttributeTable nested) {
    /** {@return this attribute with a value, to be put into a message} */
    public Value<T> of(T value) {
        return new Value<>(this, value);
    }

    /**
     * An attribute and its value.
     *
     * @param attribute which
     * @param value its value
     * @param <T> the value's type
     */
    public record Value<T>(Attribute<T> attribute, T value) {
        void write(MessageWriter to) {
            to.put(attribute, value);
        }
    }
}
