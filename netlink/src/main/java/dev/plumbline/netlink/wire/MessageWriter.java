package dev.plumbline.netlink.wire;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * A cursor that writes one netlink message: the fixed header of its family first, attributes after it. Lengths and
 * padding are kept right by the writer (netlink(7)): a length excludes the padding, and padding is zero. Not thread-safe;
 * one writer makes one message.
 */
public final class MessageWriter {
    private static final int NLMSG_HEADER = 16;
    private static final int NLA_HEADER = 4;
    private static final int NLA_F_NESTED = 0x8000;
    private static final AttributeTable NO_TABLE = new AttributeTable("");

    private byte[] bytes = new byte[256];
    private int end = NLMSG_HEADER;
    private final AttributeTable table;
    private int headerEnd = NLMSG_HEADER;

    /**
     * Begins a message.
     *
     * @param type the message's type, for example {@code RTM_NEWLINK}
     * @param table the attributes that its outermost level may hold, for error texts
     */
    public MessageWriter(int type, Verb verb, AttributeTable table) {
        this.table = table;
        Bytes.putU16(bytes, 4, type);
        Bytes.putU16(bytes, 6, verb.flags());
    }

    /** {@return what is written, without a message around it} */
    public static byte[] fragment(Consumer<MessageWriter> inside) {
        MessageWriter writer = new MessageWriter(0, Verb.GET, NO_TABLE);
        inside.accept(writer);
        writer.pad();
        return Arrays.copyOfRange(writer.bytes, NLMSG_HEADER, writer.end);
    }

    /** Appends an 8-bit number. */
    public MessageWriter u8(int value) {
        int at = grow(1);
        bytes[at] = (byte) value;
        return this;
    }

    /** Appends a 16-bit number in host order. */
    public MessageWriter u16(int value) {
        int at = grow(2); // before bytes is looked at: growing replaces it
        Bytes.putU16(bytes, at, value);
        return this;
    }

    /** Appends a 32-bit number in host order. */
    public MessageWriter u32(int value) {
        int at = grow(4);
        Bytes.putU32(bytes, at, value);
        return this;
    }

    /** Appends a 64-bit number in host order. */
    public MessageWriter u64(long value) {
        int at = grow(8);
        Bytes.putU64(bytes, at, value);
        return this;
    }

    /** Appends a 16-bit number in network order. */
    public MessageWriter be16(int value) {
        int at = grow(2);
        Bytes.putBe16(bytes, at, value);
        return this;
    }

    /** Appends a 32-bit number in network order. */
    public MessageWriter be32(int value) {
        int at = grow(4);
        Bytes.putBe32(bytes, at, value);
        return this;
    }

    /** Appends bytes. */
    public MessageWriter bytes(byte[] value) {
        int at = grow(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** Ends the family's fixed header; attributes follow. */
    public MessageWriter endHeader() {
        pad();
        headerEnd = end;
        return this;
    }

    /** Appends an attribute. */
    public <T> MessageWriter put(Attribute<T> attribute, T value) {
        int at = begin(attribute.type() | (attribute.nested() != null ? NLA_F_NESTED : 0));
        attribute.codec().write(this, value);
        return endAt(at);
    }

    /** Appends the attribute that begins at an offset of other bytes, as it stands there. */
    public MessageWriter copy(byte[] other, int offset) {
        pad();
        int length = Bytes.u16(other, offset);
        int at = grow(length);
        System.arraycopy(other, offset, bytes, at, length);
        pad();
        return this;
    }

    /** Appends attributes with their values. */
    public MessageWriter put(Collection<? extends Attribute.Value<?>> values) {
        values.forEach(value -> value.write(this));
        return this;
    }

    /** Appends an attribute that holds what {@code inside} appends. */
    public MessageWriter nest(Attribute<Attributes> attribute, Consumer<MessageWriter> inside) {
        int at = begin(attribute.type() | NLA_F_NESTED);
        inside.accept(this);
        return endAt(at);
    }

    /** Appends the n-th member of a list, whose number is its place and no name. */
    public MessageWriter element(int number, Consumer<MessageWriter> inside) {
        int at = begin(number | NLA_F_NESTED);
        inside.accept(this);
        return endAt(at);
    }

    private int begin(int type) {
        pad();
        int at = grow(NLA_HEADER);
        Bytes.putU16(bytes, at + 2, type);
        return at;
    }

    private MessageWriter endAt(int at) {
        int length = end - at;
        if (length > 0xffff) {
            throw new IllegalArgumentException("an attribute of " + length + " bytes; 65535 is the most");
        }
        Bytes.putU16(bytes, at, length);
        pad();
        return this;
    }

    /** {@return where the next byte goes, from the message's first byte} */
    public int position() {
        return end;
    }

    /** Overwrites 16 bits written before, as a structure that holds its own length needs. */
    public MessageWriter patchU16(int position, int value) {
        Bytes.putU16(bytes, position, value);
        return this;
    }

    /** {@return the finished message} */
    public Request request() {
        byte[] message = Arrays.copyOf(bytes, end);
        Bytes.putU32(message, 0, end);
        return new Request(message, headerEnd, table);
    }

    private void pad() {
        grow(-end & 3);
    }

    private int grow(int by) {
        int at = end;
        end += by;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        return at;
    }
}
