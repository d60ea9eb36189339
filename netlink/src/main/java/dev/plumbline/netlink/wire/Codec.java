package dev.plumbline.netlink.wire;

/**
 * How the value of one attribute is written and read.
 *
 * @param <T> the value's type
 */
public interface Codec<T> {
    /** Appends the value's bytes, without padding. */
    void write(MessageWriter to, T value);

    /** {@return the value of {@code length} bytes from {@code offset} on} */
    T read(byte[] bytes, int offset, int length);
}
