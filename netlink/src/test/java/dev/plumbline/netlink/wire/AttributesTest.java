package dev.plumbline.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.netlink.IpPrefix;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static final AttributeTable INNER = new AttributeTable("INNER");
    private static final Attribute<Integer> INNER_PORT = INNER.be16(3, "INNER_PORT");
    private static final AttributeTable TABLE = new AttributeTable("TABLE");
    private static final Attribute<Integer> NUMBER = TABLE.u32(1, "NUMBER");
    private static final Attribute<String> NAME = TABLE.string(2, "NAME");
    private static final Attribute<Attributes> NEST = TABLE.nested(4, "NEST", INNER);
    private static final Attribute<List<Integer>> STRUCT = TABLE.u32s(5, "STRUCT");
    private static final Attribute<InetAddress> ADDRESS = TABLE.address(6, "ADDRESS");
    private static final Attribute<InetAddress> VIA = TABLE.via(7, "VIA");
    private static final Attribute<List<Integer>> LABELS = TABLE.labels(8, "LABELS");
    private static final Attribute<List<InetAddress>> TARGETS = TABLE.addresses(9, "TARGETS");

    private static Attributes parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new Attributes(bytes, 0, bytes.length);
    }

    private static String hex(Attribute.Value<?>... values) {
        return HexFormat.of().formatHex(Attributes.of(values).toBytes());
    }

    @Test
    void paddingIsZeroAndNotCounted() {
        assertThat(hex(NAME.of("ab"), NUMBER.of(7))).isEqualTo("07000200" + "61620000" + "08000100" + "07000000");
    }

    @Test
    void theNestedBitIsSetWhenSendingAndNotNeededWhenReading() {
        assertThat(hex(NEST.of(Attributes.of(INNER_PORT.of(80))))).isEqualTo("0c000480" + "06000300" + "00500000");
        assertThat(parse("0c000400 06000300 00500000").in(NEST).get(INNER_PORT)).contains(80);
        assertThat(parse("0c000480 06000300 00500000").in(NEST).get(INNER_PORT)).contains(80);
    }

    @Test
    void theNetworkByteOrderBitIsNoPartOfTheNumber() {
        assertThat(parse("08000140 07000000").get(NUMBER)).contains(7);
    }

    @Test
    void aLongerAttributeIsReadAsFarAsItIsKnown() {
        assertThat(parse("0c000100 07000000 ffffffff").get(NUMBER)).contains(7);
        assertThat(parse("0e000500 01000000 02000000 0300 0000").get(STRUCT)).contains(List.of(1, 2));
    }

    @Test
    void aShorterAttributeCountsAsAbsentAndCostsNothingElse() {
        Attributes attributes = parse("06000100 07000000 07000200 61620000");
        assertThat(attributes.get(NUMBER)).isEmpty();
        assertThat(attributes.get(NUMBER, 5)).isEqualTo(5);
        assertThat(attributes.all(NUMBER)).isEmpty();
        assertThat(attributes.has(NUMBER)).isTrue();
        assertThat(attributes.raw(NUMBER).map(raw -> raw.length)).contains(2);
        assertThat(attributes.get(NAME)).contains("ab");
    }

    @Test
    void anAddressOfNoKnownLengthCountsAsAbsent() {
        assertThat(parse("07000600 01020300").get(ADDRESS)).isEmpty();
    }

    @Test
    void unknownAttributesAreKept() {
        Attributes attributes = parse("08009900 01020304 08000100 07000000");
        assertThat(attributes.get(NUMBER)).contains(7);
        assertThat(attributes.toBytes()).hasSize(16);
        Attributes.Cursor first = attributes.cursor();
        assertThat(first.next()).isTrue();
        assertThat(first.type()).isEqualTo(0x99);
        assertThat(first.length()).isEqualTo(4);
    }

    @Test
    void aLengthThatLeadsNowhereEndsTheWalk() {
        assertThat(parse("08000100 07000000 ff000200 61620000").get(NUMBER)).contains(7);
        assertThat(parse("08000100 07000000 ff000200 61620000").get(NAME)).isEmpty();
        assertThat(parse("00000100 07000000").isEmpty()).isTrue();
        assertThat(parse("03000100").isEmpty()).isTrue();
        assertThat(parse("0800").isEmpty()).isTrue();
    }

    @Test
    void anUnsignedLengthAbove32767IsNoNegativeOne() {
        byte[] payload = new byte[40_000];
        Attribute<byte[]> big = TABLE.bytes(10, "BIG");
        Attributes attributes = Attributes.of(big.of(payload), NUMBER.of(7));
        assertThat(attributes.get(big))
                .hasValueSatisfying(read -> assertThat(read).hasSize(40_000));
        assertThat(attributes.get(NUMBER)).contains(7);
        assertThatThrownBy(() -> Attributes.of(big.of(new byte[65_532])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void repeatedAttributesAreAllRead() {
        assertThat(Attributes.of(NUMBER.of(1), NAME.of("x"), NUMBER.of(2)).all(NUMBER))
                .containsExactly(1, 2);
    }

    @Test
    void stringsEndAtTheirMarkOrAtTheirLength() {
        assertThat(parse("08000200 61006200").get(NAME)).contains("a");
        assertThat(parse("06000200 61620000").get(NAME)).contains("ab");
        assertThat(parse("04000200").get(NAME)).contains("");
    }

    @Test
    void addressesLabelsAndListsSurviveARoundTrip() {
        InetAddress v4 = IpPrefix.parse("10.0.0.1");
        InetAddress mapped = IpPrefix.parse("fe80::1");
        Attributes all = Attributes.of(
                ADDRESS.of(v4), VIA.of(mapped), LABELS.of(List.of(100, 200)), TARGETS.of(List.of(v4, mapped)));
        assertThat(all.get(ADDRESS)).contains(v4);
        assertThat(all.get(VIA)).contains(mapped);
        assertThat(all.get(LABELS)).contains(List.of(100, 200));
        assertThat(all.get(TARGETS)).contains(List.of(v4, mapped));
        assertThat(hex(LABELS.of(List.of(100, 200)))).isEqualTo("0c000800" + "00064000" + "000c8100");
    }

    @Test
    void aV4AddressInV6ClothesStaysV6() {
        byte[] raw = HexFormat.of().parseHex("00000000000000000000ffff01020304");
        byte[] bytes = Attributes.of(TABLE.bytes(6, "ADDRESS").of(raw)).toBytes();
        assertThat(new Attributes(bytes, 0, bytes.length).get(ADDRESS).map(InetAddress::getAddress))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(raw));
    }

    @Test
    void anErrorOffsetBecomesTheNamesThatLeadThere() {
        Request request = new MessageWriter(16, Verb.SET, TABLE)
                .u32(0)
                .endHeader()
                .put(NUMBER, 1) // at 20
                .put(NEST, Attributes.of(INNER_PORT.of(80))) // at 28, its member at 32
                .put(NAME, "x") // at 40
                .request();
        assertThat(request.attributeAt(20)).isEqualTo("NUMBER");
        assertThat(request.attributeAt(28)).isEqualTo("NEST");
        assertThat(request.attributeAt(32)).isEqualTo("NEST/INNER_PORT");
        assertThat(request.attributeAt(36)).isEqualTo("NEST/INNER_PORT");
        assertThat(request.attributeAt(40)).isEqualTo("NAME");
        assertThat(request.attributeAt(4000)).isEqualTo("TABLE");
    }

    @Test
    void anErrorOffsetInAnUnknownAttributeGivesItsNumber() {
        Attribute<Integer> stranger = new AttributeTable("OTHER").u32(77, "STRANGER");
        Request request = new MessageWriter(16, Verb.SET, TABLE)
                .endHeader()
                .put(stranger, 1)
                .request();
        assertThat(request.attributeAt(16)).isEqualTo("TABLE#77");
    }

    @Test
    void flagsFollowFromTheVerb() {
        assertThat(flags(Verb.GET)).isEqualTo(0x001);
        assertThat(flags(Verb.DUMP)).isEqualTo(0x301);
        assertThat(flags(Verb.CREATE)).isEqualTo(0x605);
        assertThat(flags(Verb.REPLACE)).isEqualTo(0x505);
        assertThat(flags(Verb.CHANGE)).isEqualTo(0x105);
        assertThat(flags(Verb.APPEND)).isEqualTo(0xc05);
        assertThat(flags(Verb.PREPEND)).isEqualTo(0x405);
        assertThat(flags(Verb.DELETE)).as("0x200 would be BULK").isEqualTo(0x005);
    }

    private static int flags(Verb verb) {
        return Bytes.u16(new MessageWriter(16, verb, TABLE).request().toBytes(), 6);
    }

    @Test
    void bigMessagesGrow() {
        MessageWriter writer = new MessageWriter(16, Verb.SET, TABLE).endHeader();
        for (int i = 0; i < 1000; i++) {
            writer.put(NUMBER, i);
        }
        byte[] message = writer.request().toBytes();
        assertThat(message).hasSize(16 + 8000);
        assertThat(Bytes.u32(message, 0)).isEqualTo(message.length);
        assertThat(new Attributes(message, 16, message.length).all(NUMBER))
                .isEqualTo(IntStream.range(0, 1000).boxed().toList());
        assertThat(Arrays.copyOfRange(message, 8, 16)).containsOnly(0);
    }

    @Test
    void presenceAloneIsAValue() {
        Attribute<Boolean> flag = TABLE.flag(11, "FLAG");
        assertThat(hex(flag.of(true))).isEqualTo("04000b00");
        assertThat(parse("04000b00").get(flag)).isEqualTo(Optional.of(true));
        assertThat(parse("").get(flag)).isEmpty();
    }
}
