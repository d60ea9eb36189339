package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.ip;
import static dev.plumbline.netlink.route.Given.mac;
import static dev.plumbline.netlink.route.Given.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Fd;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.If;
import dev.plumbline.netlink.uapi.IfLinkBridge;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we make is what iproute2 sees, and what iproute2 makes is what we see, in the running kernel. Needs root. */
class ReadBackTest {
    private Scratch scratch;

    @BeforeEach
    void open() {
        scratch = new Scratch();
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private void send(Request request) {
        scratch.netlink.execute("change", request);
    }

    private int pair() {
        send(Links.create(LinkSpec.named("va")
                .mtu(1400)
                .address(mac("02:00:00:00:00:01"))
                .numTxQueues(2)
                .txQueueLength(77)
                .group(9)
                .kind(LinkKind.veth(LinkSpec.named("vb").address(mac("02:00:00:00:00:02"))))));
        int index = scratch.netlink.link("va").orElseThrow().index();
        // A veth cannot be up before its peer is there, so not in the request that makes both.
        send(Links.set(
                LinkSpec.index(scratch.netlink.link("vb").orElseThrow().index()).up()));
        send(Links.set(LinkSpec.index(index).up().alias("a pod's")));
        return index;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(node -> {
            if (!node.isEmpty()) {
                all.add(node);
            }
        });
        return all;
    }

    private static String line(Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining(" "));
    }

    @Test
    void linksAreSeenAlike() {
        int va = pair();
        send(Links.addAltName(va, "a-name-of-more-than-fifteen-bytes", "second"));
        scratch.ip("link add br7 type bridge");
        scratch.ip("link set vb master br7");
        send(Links.create(LinkSpec.named("br8").kind(LinkKind.bridge(IfLinkBridge.IFLA_BR_AGEING_TIME.of(100)))));
        Map<Integer, String> names =
                scratch.netlink.links().stream().collect(Collectors.toMap(Link::index, Link::name));
        List<String> ours = scratch.netlink.links().stream()
                .map(link -> line(
                        link.index(),
                        link.name(),
                        link.mtu(),
                        link.txQueueLength(),
                        link.address().orElseThrow(),
                        link.isUp(),
                        link.isLoopback(),
                        link.kind().orElse("-"),
                        link.slaveKind().orElse("-"),
                        link.master().isPresent() ? names.get(link.master().getAsInt()) : "-",
                        link.parent().isPresent() ? names.get(link.parent().getAsInt()) : "-",
                        link.numTxQueues(),
                        link.alias().orElse("-"),
                        link.altNames(),
                        link.addrGenMode().orElse(-1)))
                .toList();
        List<String> theirs = list(scratch.json("link show")).stream()
                .map(link -> line(
                        link.get("ifindex").asInt(),
                        link.get("ifname").asText(),
                        link.get("mtu").asInt(),
                        link.get("txqlen").asInt(),
                        link.get("address").asText(),
                        link.get("flags").toString().contains("\"UP\""),
                        link.get("flags").toString().contains("\"LOOPBACK\""),
                        link.at("/linkinfo/info_kind").asText("-"),
                        link.at("/linkinfo/info_slave_kind").asText("-"),
                        link.path("master").asText("-"),
                        link.path("link").asText("-"),
                        link.get("num_tx_queues").asInt(),
                        link.path("ifalias").asText("-"),
                        texts(link.path("altnames")),
                        List.of("eui64", "none", "stable_secret", "random")
                                .indexOf(link.path("inet6_addr_gen_mode").asText("-"))))
                .toList();
        assertThat(ours).isEqualTo(theirs).hasSizeGreaterThanOrEqualTo(5);
        assertThat(ours.toString()).contains("a-name-of-more-than-fifteen-bytes", "bridge", "a pod's");
    }

    private static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(text -> all.add(text.asText()));
        return all;
    }

    @Test
    void addressesAreSeenAlike() {
        int va = pair();
        send(Addresses.add(AddressSpec.of(va, prefix("10.1.2.3/24")).broadcast().label("va:1")));
        send(Addresses.add(AddressSpec.of(va, prefix("10.9.0.1")).peer(prefix("10.9.0.2/31"))));
        send(Addresses.add(
                AddressSpec.of(va, prefix("fd00::3/64")).noDad().noPrefixRoute().lifetimes(1000, 500)));
        scratch.ip("addr add 10.1.4.1/24 dev va noprefixroute scope link metric 50");
        List<String> ours = scratch.netlink.addresses().stream()
                .filter(address -> address.index() == va)
                .map(address -> line(
                        IpPrefix.text(address.prefix().address()),
                        address.prefix().length(),
                        address.peer()
                                .map(peer -> IpPrefix.text(peer.address()))
                                .orElse("-"),
                        address.broadcast().map(IpPrefix::text).orElse("-"),
                        address.label().orElse("-"),
                        address.scope() == Rtnetlink.RT_SCOPE_LINK,
                        address.priority().orElse(0),
                        (address.flags() & 0x200) != 0))
                .toList();
        List<String> theirs = list(scratch.json("addr show dev va").get(0).get("addr_info")).stream()
                .map(address -> line(
                        address.get("local").asText(),
                        address.get("prefixlen").asInt(),
                        address.path("address").asText("-"),
                        address.path("broadcast").asText("-"),
                        address.path("label").asText("-"),
                        address.get("scope").asText().equals("link"),
                        address.path("metric").asInt(0),
                        address.path("noprefixroute").asBoolean(false)))
                .toList();
        assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
        assertThat(ours.toString()).contains("10.9.0.2", "fd00::3", "va:1", "10.1.2.255");
        assertThat(scratch.netlink.addresses())
                .filteredOn(address -> address.prefix().equals(prefix("fd00::3/64")))
                .singleElement()
                .satisfies(address -> {
                    assertThat(address.validLifetime()).isBetween(900, 1000);
                    assertThat(address.preferredLifetime()).isBetween(400, 500);
                });
        send(Addresses.delete(AddressSpec.of(va, prefix("10.1.4.1/24"))));
        assertThat(scratch.json("addr show dev va").toString()).doesNotContain("10.1.4.1");
    }

    @Test
    void routesAreSeenAlike() {
        int va = pair();
        send(Addresses.add(AddressSpec.of(va, prefix("10.1.2.3/24"))));
        send(Routes.add(RouteSpec.toDefault(AddressFamily.AF_INET)
                .gateway(ip("169.254.1.1"))
                .oif(va)
                .onlink()
                .metric(5)));
        send(Routes.add(
                RouteSpec.to(prefix("10.6.0.0/16")).oif(va).mtuLocked(1300).table(1000)));
        send(Routes.add(RouteSpec.to(prefix("10.5.0.0/16"))
                .hop(Hop.via(ip("10.1.2.1")).on(va))
                .hop(Hop.via(ip("10.1.2.2")).on(va).weighing(3))));
        send(Routes.add(RouteSpec.to(prefix("10.4.0.0/16")).type(Rtnetlink.RTN_BLACKHOLE)));
        send(Routes.add(RouteSpec.to(prefix("fd01::/64")).oif(va).metric(77).protocol(Rtnetlink.RTPROT_STATIC)));
        scratch.ip("route add 10.8.0.0/16 via 10.1.2.1 src 10.1.2.3 metric 100 proto static");
        scratch.ip("-6 route add unreachable fd09::/64");
        Map<Integer, String> names =
                scratch.netlink.links().stream().collect(Collectors.toMap(Link::index, Link::name));
        List<String> ours = scratch.netlink.routes().stream()
                .map(route -> line(
                        written(route.destination()),
                        route.gateway().map(IpPrefix::text).orElse("-"),
                        route.oif().isPresent() ? names.get(route.oif().getAsInt()) : "-",
                        route.metric(),
                        route.type() == Rtnetlink.RTN_UNICAST,
                        route.prefSrc().map(IpPrefix::text).orElse("-"),
                        route.isOnlink(),
                        route.mtu().orElse(0),
                        route.hops().stream()
                                .map(hop ->
                                        line(hop.gateway().map(IpPrefix::text).orElse("-"), hop.weight()))
                                .toList()))
                .toList();
        List<JsonNode> all = list(scratch.json("-4 route show table all"));
        all.addAll(list(scratch.json("-6 route show table all")));
        List<String> theirs = all.stream()
                .map(route -> line(
                        route.get("dst").asText(),
                        route.path("gateway").asText("-"),
                        route.path("dev").asText("-"),
                        route.path("metric").asInt(0),
                        route.path("type").asText("unicast").equals("unicast"),
                        route.path("prefsrc").asText("-"),
                        route.path("flags").toString().contains("onlink"),
                        route.path("metrics").path(0).path("mtu").asInt(0),
                        list(route.path("nexthops")).stream()
                                .map(hop -> line(
                                        hop.path("gateway").asText("-"),
                                        hop.get("weight").asInt()))
                                .toList()))
                .toList();
        // Link-local routes come and go by themselves while addresses are checked for duplicates.
        Predicate<String> ofItsOwn = line -> line.startsWith("fe80:") || line.startsWith("ff00:");
        assertThat(ours)
                .filteredOn(ofItsOwn.negate())
                .containsExactlyInAnyOrderElementsOf(
                        theirs.stream().filter(ofItsOwn.negate()).toList());
        assertThat(ours.toString()).contains("169.254.1.1", "10.1.2.2 3", "fd09::/64", "1300");
        assertThat(scratch.netlink.routeTo(ip("10.8.0.1")).orElseThrow().gateway())
                .contains(ip("10.1.2.1"));
    }

    private static String written(IpPrefix prefix) {
        boolean whole = prefix.length() == prefix.address().getAddress().length * 8;
        return prefix.length() == 0 ? "default" : whole ? IpPrefix.text(prefix.address()) : prefix.toString();
    }

    @Test
    void rulesAreSeenAlike() {
        send(Rules.add(RuleSpec.of(AddressFamily.AF_INET)
                .from(prefix("10.1.0.0/16"))
                .table(1000)
                .priority(500)));
        send(Rules.add(RuleSpec.of(AddressFamily.AF_INET6)
                .to(prefix("fd00::/64"))
                .fwmark(0x10, 0xff)
                .table(1001)
                .priority(501)));
        scratch.ip("rule add iif lo ipproto tcp dport 80-90 prohibit pref 600");
        List<String> ours = scratch.netlink.rules().stream()
                .map(rule -> line(
                        rule.priority(),
                        rule.from().map(from -> IpPrefix.text(from.address())).orElse("all"),
                        rule.to().map(to -> IpPrefix.text(to.address())).orElse("-"),
                        rule.iif().orElse("-"),
                        rule.fwmark().isPresent()
                                ? "0x" + Integer.toHexString(rule.fwmark().getAsInt())
                                : "-",
                        rule.destinationPorts().stream().map(String::valueOf).collect(Collectors.joining("-"))))
                .toList();
        List<JsonNode> all = list(scratch.json("rule show"));
        all.addAll(list(scratch.json("-6 rule show")));
        List<String> theirs = all.stream()
                .map(rule -> line(
                        rule.get("priority").asInt(),
                        rule.get("src").asText(),
                        rule.path("dst").asText("-"),
                        rule.path("iif").asText("-"),
                        rule.path("fwmark").asText("-"),
                        rule.has("dport_start")
                                ? rule.get("dport_start").asText() + "-"
                                        + rule.get("dport_end").asText()
                                : ""))
                .toList();
        assertThat(ours).containsExactlyElementsOf(theirs);
        send(Rules.delete(RuleSpec.of(AddressFamily.AF_INET).priority(500)));
        assertThat(scratch.json("rule show").toString()).doesNotContain("10.1.0.0");
    }

    @Test
    void neighboursAreSeenAlike() {
        int va = pair();
        send(Neighbours.add(NeighbourSpec.of(ip("10.1.2.9"), va).mac(mac("02:00:00:00:00:99"))));
        send(Neighbours.add(NeighbourSpec.of(ip("fd00::9"), va)
                .mac(mac("02:00:00:00:00:98"))
                .router()));
        send(Neighbours.add(NeighbourSpec.proxy(ip("10.1.2.10"), va)));
        scratch.ip("neigh add 10.1.2.11 lladdr 02:00:00:00:00:97 dev va nud stale");
        assertThat(scratch.netlink.neighbours())
                .filteredOn(neigh -> neigh.index() == va && neigh.mac().isPresent())
                .filteredOn(neigh ->
                        !IpPrefix.text(neigh.destination().orElseThrow()).startsWith("ff"))
                .extracting(neigh -> line(
                        IpPrefix.text(neigh.destination().orElseThrow()),
                        neigh.mac().orElseThrow(),
                        neigh.isPermanent(),
                        neigh.isRouter()))
                .containsExactlyInAnyOrder(
                        "10.1.2.9 02:00:00:00:00:99 true false",
                        "fd00::9 02:00:00:00:00:98 true true",
                        "10.1.2.11 02:00:00:00:00:97 false false");
        assertThat(scratch.netlink.proxyNeighbours())
                .extracting(neigh -> IpPrefix.text(neigh.destination().orElseThrow()))
                .containsExactly("10.1.2.10");
        assertThat(scratch.json("neigh show dev va").toString())
                .contains("10.1.2.9", "fd00::9", "02:00:00:00:00:98", "\"router\"");
        assertThat(scratch.json("neigh show proxy").toString()).contains("10.1.2.10");
    }

    @Test
    void severalSettingsGoInOneMessageAndFlagsKeepTheirNeighbours() {
        int va = pair();
        send(Links.set(LinkSpec.index(va).flag(If.IFF_PROMISC, true)));
        send(Links.set(LinkSpec.index(va).mtu(1300).address(mac("02:00:00:00:00:0a"))));
        Link link = scratch.netlink.link(va).orElseThrow();
        assertThat(link.mtu()).isEqualTo(1300);
        assertThat(link.address()).contains(mac("02:00:00:00:00:0a"));
        assertThat(link.isUp()).isTrue();
        assertThat(link.flags() & If.IFF_PROMISC).isNotZero();
    }

    @Test
    void aLinkMovesToAnotherNamespaceByItsDescriptor() {
        pair();
        try (Scratch other = new Scratch()) {
            int vb = scratch.netlink.link("vb").orElseThrow().index();
            try (Fd there = Syscalls.open("/run/netns/" + other.name, Syscalls.O_RDONLY)) {
                send(Links.set(LinkSpec.index(vb).netnsFd(there.value()).name("eth0")));
            }
            assertThat(scratch.netlink.link("vb")).isEmpty();
            assertThat(other.netlink.link("eth0")).isPresent();
            Link left = scratch.netlink.link("va").orElseThrow();
            assertThat(left.linkNetnsId()).isPresent();
        }
    }

    @Test
    void aGroupIsDeletedAtOnce() {
        pair();
        send(Links.deleteGroup(9));
        assertThat(scratch.netlink.links()).extracting(Link::name).doesNotContain("va", "vb");
    }
}
