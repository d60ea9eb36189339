package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.prefix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Request;
import org.junit.jupiter.api.Test;

/** What would reach the wrong object is refused before it is sent. */
class RefusalsTest {
    @Test
    void anIndexOfZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Links.set(LinkSpec.named("eth0").mtu(1400)));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkSpec.index(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Links.delete(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Links.get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Links.addAltName(0, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> AddressSpec.of(0, prefix("10.0.0.1/24")));
        assertThatIllegalArgumentException().isThrownBy(() -> NeighbourSpec.of(ip("10.0.0.1"), -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteSpec.to(prefix("10.0.0.0/8")).oif(0));
        assertThatIllegalArgumentException().isThrownBy(() -> BridgeVlans.add(0, 1, 0));
    }

    @Test
    void aNameIsFifteenBytesAtMost() {
        assertThat(Links.create(LinkSpec.named("123456789012345").kind(LinkKind.dummy())))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> LinkSpec.named("1234567890123456"));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkSpec.named("äääääääÄ"));
        assertThatIllegalArgumentException().isThrownBy(() -> LinkSpec.named(""));
    }

    @Test
    void theGroupOfEveryLinkCannotBeDeleted() {
        assertThatIllegalArgumentException().isThrownBy(() -> Links.deleteGroup(0));
    }

    @Test
    void weightsAre1To256() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hop.via(ip("10.0.0.1")).weighing(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new NexthopSpec.Member(1, 257));
    }

    @Test
    void v6HasNoBroadcastAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Addresses.add(AddressSpec.of(1, prefix("fd00::1/64")).broadcast()));
    }

    @Test
    void whatIsNotSetIsNotSent() {
        assertThat(attributes(Links.set(LinkSpec.index(1).up()), 16).isEmpty()).isTrue();
        Attributes zero = attributes(Links.set(LinkSpec.index(1).txQueueLength(0)), 16);
        assertThat(zero.get(IfLink.IFLA_TXQLEN)).contains(0);
    }

    @Test
    void settingAPropertyTwiceSendsTheLastOne() {
        Attributes sent = attributes(Links.set(LinkSpec.index(1).mtu(1400).mtu(1500)), 16);
        assertThat(sent.all(IfLink.IFLA_MTU)).containsExactly(1500);
    }

    @Test
    void oneLinkIsAskedForWithoutStatisticsAndByTheNameThatFits() {
        Attributes byName = attributes(Links.get("123456789012345"), 16);
        assertThat(byName.get(IfLink.IFLA_EXT_MASK)).contains(IfLink.RTEXT_FILTER_SKIP_STATS);
        assertThat(byName.get(IfLink.IFLA_IFNAME)).contains("123456789012345");
        Attributes byAltname = attributes(Links.get("1234567890123456"), 16);
        assertThat(byAltname.has(IfLink.IFLA_IFNAME)).isFalse();
        assertThat(byAltname.get(IfLink.IFLA_ALT_IFNAME)).contains("1234567890123456");
        assertThat(attributes(Links.dump(), 16).get(IfLink.IFLA_EXT_MASK)).contains(IfLink.RTEXT_FILTER_SKIP_STATS);
    }

    private static Attributes attributes(Request request, int header) {
        byte[] message = request.toBytes();
        return new Attributes(message, 16 + header, message.length);
    }
}
