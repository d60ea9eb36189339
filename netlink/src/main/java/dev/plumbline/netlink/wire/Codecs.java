package dev.plumbline.netlink.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** The shapes of values that are more than one number. */
final class Codecs {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int LABEL_SHIFT = 12; // RFC 3032: label 20 bits, class 3, bottom of stack 1, TTL 8
    private static final int BOTTOM_OF_STACK = 1 << 8;

    /** An IPv4 or IPv6 address; its length tells which. */
    static final Codec<InetAddress> ADDRESS = new Codec<>() {
        @Override
        public void write(MessageWriter to, InetAddress value) {
            to.bytes(value.getAddress());
        }

        @Override
        public InetAddress read(byte[] bytes, int offset, int length) {
            return inet(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    };

    /** An address with its family before it: {@code struct rtvia}. */
    static final Codec<InetAddress> VIA = new Codec<>() {
        @Override
        public void write(MessageWriter to, InetAddress value) {
            to.u16(value instanceof Inet6Address ? AF_INET6 : AF_INET).bytes(value.getAddress());
        }

        @Override
        public InetAddress read(byte[] bytes, int offset, int length) {
            return inet(Arrays.copyOfRange(bytes, Math.min(offset + 2, offset + length), offset + length));
        }
    };

    /** A stack of MPLS labels, the outermost first. */
    static final Codec<List<Integer>> LABELS = new Codec<>() {
        @Override
        public void write(MessageWriter to, List<Integer> value) {
            for (int i = 0; i < value.size(); i++) {
                to.be32(value.get(i) << LABEL_SHIFT | (i == value.size() - 1 ? BOTTOM_OF_STACK : 0));
            }
        }

        @Override
        public List<Integer> read(byte[] bytes, int offset, int length) {
            List<Integer> labels = new ArrayList<>(length / 4);
            for (int at = offset; at + 4 <= offset + length; at += 4) {
                labels.add(Bytes.be32(bytes, at) >>> LABEL_SHIFT);
            }
            return labels;
        }
    };

    private Codecs() {}

    /** {@return numbers of one size side by side; what does not fill a whole one is dropped when reading} */
    static Codec<List<Integer>> numbers(int size, ObjIntConsumer<MessageWriter> write, NumberAt read) {
        return new Codec<>() {
            @Override
            public void write(MessageWriter to, List<Integer> value) {
                value.forEach(number -> write.accept(to, number));
            }

            @Override
            public List<Integer> read(byte[] bytes, int offset, int length) {
                List<Integer> numbers = new ArrayList<>(length / size);
                for (int at = offset; at + size <= offset + length; at += size) {
                    numbers.add(read.at(bytes, at));
                }
                return numbers;
            }
        };
    }

    /** {@return a list inside an attribute, each member numbered by its place} */
    static <T> Codec<List<T>> list(Codec<T> member) {
        return new Codec<>() {
            @Override
            public void write(MessageWriter to, List<T> value) {
                for (int i = 0; i < value.size(); i++) {
                    to.put(new Attribute<>(i, "member", member, null), value.get(i));
                }
            }

            @Override
            public List<T> read(byte[] bytes, int offset, int length) {
                List<T> values = new ArrayList<>();
                Attributes.Cursor at = new Attributes(bytes, offset, offset + length).cursor();
                while (at.next()) {
                    values.add(member.read(bytes, at.payload(), at.length()));
                }
                return values;
            }
        };
    }

    private static InetAddress inet(byte[] raw) {
        try {
            // getByAddress(bytes) alone would turn ::ffff:1.2.3.4 into IPv4.
            return raw.length == 16 ? Inet6Address.getByAddress(null, raw, -1) : InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + raw.length + " bytes", e);
        }
    }

    /** Reads one number. */
    @FunctionalInterface
    interface NumberAt {
        int at(byte[] bytes, int offset);
    }
}
