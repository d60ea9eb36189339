package dev.plumbline.netlink.wire;

import dev.plumbline.netlink.MacAddress;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that may stand in one place of a message. A table is filled once, by the static fields of a class in
 * {@code uapi}; each call here declares one attribute and returns it. Numbers that a table lacks are kept as bytes by
 * {@link Attributes}, so that a newer kernel never breaks a reader. Thread-safe.
 */
public final class AttributeTable {
    private final String name;
    private final Map<Integer, Attribute<?>> byType = new ConcurrentHashMap<>();

    /** Creates an empty table; the name is for people. */
    public AttributeTable(String name) {
        this.name = name;
    }

    /** Declares an unsigned 8-bit number. */
    public Attribute<Integer> u8(int type, String attribute) {
        return fixed(type, attribute, 1, MessageWriter::u8, Bytes::u8);
    }

    /** Declares an unsigned 16-bit number in host order. */
    public Attribute<Integer> u16(int type, String attribute) {
        return fixed(type, attribute, 2, MessageWriter::u16, Bytes::u16);
    }

    /** Declares a 32-bit number in host order; values above 2^31 - 1 appear negative. */
    public Attribute<Integer> u32(int type, String attribute) {
        return fixed(type, attribute, 4, MessageWriter::u32, Bytes::u32);
    }

    /** Declares a 64-bit number in host order. */
    public Attribute<Long> u64(int type, String attribute) {
        return fixed(type, attribute, 8, MessageWriter::u64, Bytes::u64);
    }

    /** Declares an unsigned 16-bit number in network order, as ports and Ethernet types are. */
    public Attribute<Integer> be16(int type, String attribute) {
        return fixed(type, attribute, 2, MessageWriter::be16, Bytes::be16);
    }

    /** Declares a 32-bit number in network order. */
    public Attribute<Integer> be32(int type, String attribute) {
        return fixed(type, attribute, 4, MessageWriter::be32, Bytes::be32);
    }

    /** Declares a 64-bit number in network order, 16 bytes of it with padding if the value is an IPv6 tunnel's id. */
    public Attribute<Long> be64(int type, String attribute) {
        return fixed(
                type,
                attribute,
                8,
                (to, value) -> to.be32((int) (value >>> 32)).be32((int) (long) value),
                (bytes, at) -> ((long) Bytes.be32(bytes, at) << 32) | (Bytes.be32(bytes, at + 4) & 0xffffffffL));
    }

    /** Declares 32-bit numbers in host order side by side, as a structure of nothing else is. */
    public Attribute<List<Integer>> u32s(int type, String attribute) {
        return declare(type, attribute, Codecs.numbers(4, MessageWriter::u32, Bytes::u32));
    }

    /** Declares unsigned 16-bit numbers in host order side by side. */
    public Attribute<List<Integer>> u16s(int type, String attribute) {
        return declare(type, attribute, Codecs.numbers(2, MessageWriter::u16, Bytes::u16));
    }

    /** Declares unsigned 16-bit numbers in network order side by side. */
    public Attribute<List<Integer>> be16s(int type, String attribute) {
        return declare(type, attribute, Codecs.numbers(2, MessageWriter::be16, Bytes::be16));
    }

    /** Declares a string that is sent with a zero byte at its end. */
    public Attribute<String> string(int type, String attribute) {
        return string(type, attribute, true);
    }

    /** Declares a string that is sent without an end mark, as an alias or the kind of a link. */
    public Attribute<String> text(int type, String attribute) {
        return string(type, attribute, false);
    }

    private Attribute<String> string(int type, String attribute, boolean marked) {
        return declare(type, attribute, new Codec<>() {
            @Override
            public void write(MessageWriter to, String value) {
                to.bytes(value.getBytes(StandardCharsets.UTF_8));
                if (marked) {
                    to.u8(0);
                }
            }

            @Override
            public String read(byte[] bytes, int offset, int length) {
                int end = offset; // the kernel marks the end of either kind
                while (end < offset + length && bytes[end] != 0) {
                    end++;
                }
                return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
            }
        });
    }

    /** Declares plain bytes. */
    public Attribute<byte[]> bytes(int type, String attribute) {
        return bytes(type, attribute, Function.identity(), Function.identity());
    }

    /** Declares a value that is kept in bytes of its own shape, such as a C structure. */
    public <T> Attribute<T> bytes(int type, String attribute, Function<T, byte[]> write, Function<byte[], T> read) {
        return declare(type, attribute, new Codec<>() {
            @Override
            public void write(MessageWriter to, T value) {
                to.bytes(write.apply(value));
            }

            @Override
            public T read(byte[] bytes, int offset, int length) {
                return read.apply(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        });
    }

    /** Declares an Ethernet address. */
    public Attribute<MacAddress> mac(int type, String attribute) {
        return bytes(type, attribute, MacAddress::toBytes, MacAddress::ofPrefix);
    }

    /** Declares an IPv4 or IPv6 address; the length tells which. */
    public Attribute<InetAddress> address(int type, String attribute) {
        return declare(type, attribute, Codecs.ADDRESS);
    }

    /** Declares an address with its family before it, as a gateway of another family is. */
    public Attribute<InetAddress> via(int type, String attribute) {
        return declare(type, attribute, Codecs.VIA);
    }

    /** Declares a stack of MPLS labels, the outermost first. */
    public Attribute<List<Integer>> labels(int type, String attribute) {
        return declare(type, attribute, Codecs.LABELS);
    }

    /** Declares addresses inside an attribute, each numbered by its place. */
    public Attribute<List<InetAddress>> addresses(int type, String attribute) {
        return keep(new Attribute<>(type, attribute, Codecs.list(Codecs.ADDRESS), new AttributeTable(attribute)));
    }

    /** Declares an attribute whose presence alone says something. */
    public Attribute<Boolean> flag(int type, String attribute) {
        return bytes(type, attribute, value -> new byte[0], raw -> true);
    }

    /** Declares attributes inside an attribute; {@code NLA_F_NESTED} is set when sending. */
    public Attribute<Attributes> nested(int type, String attribute, AttributeTable inside) {
        return keep(new Attribute<>(type, attribute, ATTRIBUTES, inside));
    }

    private static final Codec<Attributes> ATTRIBUTES = new Codec<>() {
        @Override
        public void write(MessageWriter to, Attributes value) {
            to.bytes(value.toBytes());
        }

        @Override
        public Attributes read(byte[] bytes, int offset, int length) {
            return new Attributes(bytes, offset, offset + length);
        }
    };

    private <T> Attribute<T> fixed(
            int type, String attribute, int size, BiConsumer<MessageWriter, T> write, Reader<T> read) {
        return declare(type, attribute, new Codec<>() {
            @Override
            public void write(MessageWriter to, T value) {
                write.accept(to, value);
            }

            @Override
            public T read(byte[] bytes, int offset, int length) {
                if (length < size) {
                    throw new IllegalArgumentException(
                            attribute + " has " + length + " bytes where " + size + " are needed");
                }
                return read.at(bytes, offset);
            }
        });
    }

    private <T> Attribute<T> declare(int type, String attribute, Codec<T> codec) {
        return keep(new Attribute<>(type, attribute, codec, null));
    }

    private <T> Attribute<T> keep(Attribute<T> attribute) {
        byType.putIfAbsent(attribute.type(), attribute);
        return attribute;
    }

    /**
     * {@return the attributes that lead to a byte of a message, as in {@code IFLA_LINKINFO/IFLA_INFO_KIND}}
     *
     * @param message the whole message
     * @param from where this table's attributes begin in it
     * @param offset the byte that the kernel complains about
     */
    public String pathTo(byte[] message, int from, int offset) {
        Attributes.Cursor at = new Attributes(message, from, message.length).cursor();
        while (at.next()) {
            if (offset < at.payload() + at.length()) {
                Attribute<?> found = byType.get(at.type());
                String label = found == null ? name + "#" + at.type() : found.name();
                boolean inside = found != null && found.nested() != null && offset >= at.payload();
                @Nullable AttributeTable next = found == null ? null : found.nested();
                return inside && next != null
                        ? label + "/"
                                + next.pathTo(Arrays.copyOf(message, at.payload() + at.length()), at.payload(), offset)
                        : label;
            }
        }
        return name;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T at(byte[] bytes, int offset);
    }
}
