package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.mac;
import static dev.plumbline.netlink.route.Given.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Attributes;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.Request;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Requests read back by the views: the kernel's reports have the same shape. */
class ViewsTest {
    private static Message message(Request request) {
        byte[] bytes = request.toBytes();
        return new Message(request.type(), Bytes.u16(bytes, 6), bytes);
    }

    @Test
    void aLinkTellsWhatItIs() {
        Link link = new Link(message(Links.create(LinkSpec.index(7)
                .name("eth0")
                .mtu(1400)
                .address(mac("02:00:00:00:00:01"))
                .up()
                .alias("plumb")
                .master(3)
                .link(9)
                .txQueueLength(0)
                .numTxQueues(4)
                .group(5)
                .addrGenMode(IfLink.IN6_ADDR_GEN_MODE_NONE)
                .kind(LinkKind.macvlan(4)))));
        assertThat(link.index()).isEqualTo(7);
        assertThat(link.name()).isEqualTo("eth0");
        assertThat(link.mtu()).isEqualTo(1400);
        assertThat(link.address()).contains(mac("02:00:00:00:00:01"));
        assertThat(link.isUp()).isTrue();
        assertThat(link.isLoopback()).isFalse();
        assertThat(link.alias()).contains("plumb");
        assertThat(link.master()).isEqualTo(OptionalInt.of(3));
        assertThat(link.parent()).isEqualTo(OptionalInt.of(9));
        assertThat(link.txQueueLength()).isZero();
        assertThat(link.numTxQueues()).isEqualTo(4);
        assertThat(link.group()).isEqualTo(5);
        assertThat(link.addrGenMode()).isEqualTo(OptionalInt.of(IfLink.IN6_ADDR_GEN_MODE_NONE));
        assertThat(link.kind()).contains("macvlan");
        assertThat(link.info().isEmpty()).isFalse();
        assertThat(link.slaveKind()).isEmpty();
        assertThat(link.altNames()).isEmpty();
    }

    @Test
    void aBareLinkHasNothingThatTheKernelDidNotSend() {
        Link link = new Link(message(Links.delete(7)));
        assertThat(link.name()).isEmpty();
        assertThat(link.kind()).isEmpty();
        assertThat(link.address()).isEmpty();
        assertThat(link.master()).isEmpty();
        assertThat(link.vfs()).isEmpty();
    }

    @Test
    void aMalformedAttributeDoesNotLoseTheLink() {
        byte[] bytes = Links.set(LinkSpec.index(7).mtu(1400).name("eth0")).toBytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length + 12);
        byte[] tail = {6, 0, 10, 0, 1, 0, 0, 0, (byte) 0xff, 0, 13, 0}; // a short master, a length beyond the end
        System.arraycopy(tail, 0, cut, bytes.length, tail.length);
        Link link = new Link(new Message(16, 0, cut));
        assertThat(link.name()).isEqualTo("eth0");
        assertThat(link.mtu()).isEqualTo(1400);
        assertThat(link.master()).isEmpty();
        assertThat(link.txQueueLength()).isZero();
    }

    @Test
    void virtualFunctionsAreRead() {
        Link link = new Link(message(Links.setVf(
                7,
                VfSettings.of(3)
                        .mac(mac("02:00:00:00:00:33"))
                        .vlan(100, 2)
                        .rate(10, 1000)
                        .spoofCheck(true)
                        .trust(false))));
        assertThat(link.vfs()).singleElement().satisfies(vf -> {
            assertThat(vf.number()).isEqualTo(3);
            assertThat(vf.mac()).contains(mac("02:00:00:00:00:33"));
            assertThat(vf.vlan()).isEqualTo(OptionalInt.of(100));
            assertThat(vf.qos()).isEqualTo(OptionalInt.of(2));
            assertThat(vf.maxRate()).isEqualTo(OptionalInt.of(1000));
            assertThat(vf.spoofCheck()).contains(true);
            assertThat(vf.trust()).contains(false);
            assertThat(vf.linkState()).isEmpty();
            assertThat(vf.queryRss()).isEmpty();
            assertThat(vf.nodeGuid()).isEmpty();
        });
    }

    @Test
    void aVirtualFunctionIsFoundByItsNumberWhereverItStands() {
        Attributes seventh = vfInfo(VfSettings.of(7).trust(true));
        Attributes second = vfInfo(VfSettings.of(2)
                .mac(mac("02:00:00:00:00:02"))
                .vlan(9, 1, VfSettings.ETH_P_8021AD)
                .queryRss(true)
                .nodeGuid(0x0011223344556677L)
                .portGuid(-2));
        Link link = new Link(message(Links.set(LinkSpec.index(7)
                .with(IfLink.IFLA_VFINFO_LIST.of(
                        Attributes.of(IfLink.IFLA_VF_INFO.of(seventh), IfLink.IFLA_VF_INFO.of(second)))))));
        assertThat(link.vf(2)).hasValueSatisfying(vf -> {
            assertThat(vf.mac()).contains(mac("02:00:00:00:00:02"));
            assertThat(vf.vlanProtocol()).isEqualTo(OptionalInt.of(0x88a8));
            assertThat(vf.queryRss()).contains(true);
            assertThat(vf.nodeGuid()).isEqualTo(OptionalLong.of(0x0011223344556677L));
            assertThat(vf.portGuid()).isEqualTo(OptionalLong.of(-2));
        });
        // One without an address is known by its other settings.
        assertThat(link.vf(7)).hasValueSatisfying(vf -> assertThat(vf.trust()).contains(true));
        assertThat(link.vf(0)).isEmpty();
    }

    private static Attributes vfInfo(VfSettings settings) {
        return settings.toValue().value().in(IfLink.IFLA_VF_INFO);
    }

    @Test
    void theCountersOfAVirtualFunctionAreRead() {
        Vf vf = new Vf(Attributes.of(IfLink.IFLA_VF_STATS.of(
                Attributes.of(IfLink.IFLA_VF_STATS_RX_PACKETS.of(1L << 40), IfLink.IFLA_VF_STATS_TX_DROPPED.of(3L)))));
        assertThat(vf.stats().get(IfLink.IFLA_VF_STATS_RX_PACKETS)).contains(1L << 40);
        assertThat(vf.stats().get(IfLink.IFLA_VF_STATS_TX_DROPPED)).contains(3L);
    }

    @Test
    void aLinkTellsTheDeviceItBelongsTo() {
        Link link = new Link(message(Links.set(LinkSpec.index(7)
                .with(IfLink.IFLA_PARENT_DEV_NAME.of("0000:3b:02.1"))
                .with(IfLink.IFLA_PARENT_DEV_BUS_NAME.of("pci")))));
        assertThat(link.parentDevice()).contains("0000:3b:02.1");
        assertThat(link.parentBus()).contains("pci");
    }

    @Test
    void anAddressTellsBothItsEnds() {
        Address address = new Address(message(Addresses.add(AddressSpec.of(5, prefix("10.0.0.1"))
                .peer(prefix("10.0.0.2/31"))
                .label("eth0:1")
                .noPrefixRoute()
                .priority(7)
                .protocol(3)
                .lifetimes(100, 50))));
        assertThat(address.prefix()).isEqualTo(prefix("10.0.0.1/31"));
        assertThat(address.peer()).contains(prefix("10.0.0.2/31"));
        assertThat(address.flags()).isEqualTo(0x200);
        assertThat(address.priority()).isEqualTo(OptionalInt.of(7));
        assertThat(address.protocol()).isEqualTo(OptionalInt.of(3));
        assertThat(address.validLifetime()).isEqualTo(100);
        assertThat(address.preferredLifetime()).isEqualTo(50);
        assertThat(new Address(message(Addresses.add(AddressSpec.of(5, prefix("fd00::1/64"))))).peer())
                .isEmpty();
    }

    @Test
    void aRouteTellsAllThatWasGiven() {
        Route route = new Route(message(Routes.add(RouteSpec.to(prefix("10.0.0.0/8"))
                .gateway(ip("fe80::1"))
                .oif(4)
                .table(1000)
                .metric(50)
                .prefSrc(ip("10.0.0.9"))
                .protocol(Rtnetlink.RTPROT_STATIC)
                .onlink()
                .mtuLocked(1400)
                .encap(Encap.mpls(100)))));
        assertThat(route.destination()).isEqualTo(prefix("10.0.0.0/8"));
        assertThat(route.gateway()).contains(ip("fe80::1"));
        assertThat(route.oif()).isEqualTo(OptionalInt.of(4));
        assertThat(route.table()).isEqualTo(1000);
        assertThat(route.metric()).isEqualTo(50);
        assertThat(route.prefSrc()).contains(ip("10.0.0.9"));
        assertThat(route.isOnlink()).isTrue();
        assertThat(route.mtu()).isEqualTo(OptionalInt.of(1400));
        assertThat(route.isLocked(Rtnetlink.RTAX_MTU)).isTrue();
        assertThat(route.isLocked(Rtnetlink.RTAX_ADVMSS)).isFalse();
        assertThat(route.encap()).map(Encap::type).contains(1);
        assertThat(route.hops()).isEmpty();
    }

    @Test
    void aDefaultRouteWithoutDestinationIsOne() {
        Route route = new Route(
                message(Routes.add(RouteSpec.toDefault(AddressFamily.AF_INET).gateway(ip("10.0.0.1")))));
        assertThat(route.isDefault()).isTrue();
        assertThat(route.destination()).isEqualTo(prefix("0.0.0.0/0"));
    }

    @Test
    void theWaysOfARouteCanBeReadAndSentAgain() {
        List<Hop> given = List.of(
                Hop.via(ip("10.0.0.1")).on(4).weighing(256).onlink(),
                Hop.via(ip("fe80::1")).on(5),
                Hop.dev(6).encap(Encap.mpls(300)));
        RouteSpec spec = RouteSpec.to(prefix("10.0.0.0/8"));
        given.forEach(spec::hop);
        Request first = Routes.add(spec);
        List<Hop> read = new Route(message(first)).hops();
        assertThat(read).extracting(Hop::index).containsExactly(4, 5, 6);
        assertThat(read).extracting(Hop::weight).containsExactly(256, 1, 1);
        assertThat(read.get(0).gateway()).contains(ip("10.0.0.1"));
        assertThat(read.get(1).gateway()).contains(ip("fe80::1"));
        assertThat(read.get(2).encap()).isPresent();
        RouteSpec again = RouteSpec.to(prefix("10.0.0.0/8"));
        read.forEach(again::hop);
        assertThat(Routes.add(again).toBytes()).isEqualTo(first.toBytes());
    }

    @Test
    void aRuleTellsItsSelectorsAndItsAction() {
        Rule rule = new Rule(message(Rules.add(RuleSpec.of(AddressFamily.AF_INET)
                .from(prefix("10.0.0.0/8"))
                .iif("eth0")
                .fwmark(0x10, 0xff)
                .not()
                .priority(7)
                .suppressPrefixLength(0)
                .table(1000))));
        assertThat(rule.from()).contains(prefix("10.0.0.0/8"));
        assertThat(rule.to()).isEmpty();
        assertThat(rule.iif()).contains("eth0");
        assertThat(rule.fwmark()).isEqualTo(OptionalInt.of(0x10));
        assertThat(rule.fwmask()).isEqualTo(OptionalInt.of(0xff));
        assertThat(rule.isInverted()).isTrue();
        assertThat(rule.table()).isEqualTo(1000);
        assertThat(rule.suppressPrefixLength()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void aNeighbourTellsItsState() {
        Neigh neigh = new Neigh(
                message(Neighbours.add(NeighbourSpec.of(ip("10.0.0.1"), 4).mac(mac("02:00:00:00:00:01")))));
        assertThat(neigh.isPermanent()).isTrue();
        assertThat(neigh.isProxy()).isFalse();
        assertThat(neigh.destination()).contains(ip("10.0.0.1"));
        assertThat(neigh.mac()).contains(mac("02:00:00:00:00:01"));
        assertThat(new Neigh(message(Neighbours.add(NeighbourSpec.proxy(ip("10.0.0.1"), 4)))).isProxy())
                .isTrue();
    }

    @Test
    void aNamespaceWithoutAnIdHasNone() {
        assertThat(NamespaceIds.idIn(message(NamespaceIds.set(5, 9)))).isEqualTo(OptionalInt.of(9));
        assertThat(NamespaceIds.idIn(message(NamespaceIds.set(5, NamespaceIds.AUTO))))
                .isEmpty();
    }
}
