package dev.plumbline.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.netlink.route.Address;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.tap.NicDecision.Joint;
import dev.plumbline.tap.NicPlanner.Decisions;
import dev.plumbline.tap.NicPolicy.Model;
import dev.plumbline.tap.PodScan.Tables;
import dev.plumbline.tap.SkippedLink.Reason;
import dev.plumbline.tc.Qdisc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of link as a kernel that has them all described it, so that kinds which this kernel lacks are tested, too. */
class KindsTest {
    private static final NicPolicy EVERYTHING = NicPolicy.of(Model.AUTO, 1, false, true);

    private static final List<Link> LINKS = new ArrayList<>();
    private static final List<Address> ADDRESSES = new ArrayList<>();
    private static final List<Qdisc> QDISCS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = KindsTest.class.getResourceAsStream("kinds-6.1.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                String[] words = line.split(" ", 2);
                switch (words[0]) {
                    case "link" -> LINKS.add(new Link(message(words[1])));
                    case "addr" -> ADDRESSES.add(new Address(message(words[1])));
                    case "qdisc" -> QDISCS.add(new Qdisc(message(words[1])));
                    default -> assertThat(line).matches("#.*|");
                }
            }
        }
    }

    private static Message message(String hex) {
        return Message.of(HexFormat.of().parseHex(hex));
    }

    private static PodNetwork network(Link... more) {
        List<Link> links = new ArrayList<>(LINKS);
        links.addAll(List.of(more));
        return PodScan.of(new Tables(
                links, ADDRESSES, List.of(), List.of(), List.of(), QDISCS, index -> List.of(), addresses -> null));
    }

    @Test
    void eachKindHasItsDecision() {
        Decisions decisions = NicPlanner.decide("web-1", network(), EVERYTHING);
        Map<String, Joint> carried = decisions.nics().stream()
                .collect(Collectors.toMap(nic -> nic.link().name(), NicDecision::joint));
        assertThat(carried)
                .containsAllEntriesOf(Map.of(
                        "veth0", Joint.TC,
                        "vlan100", Joint.TC,
                        "mvlan0", Joint.TC,
                        "mvtap0", Joint.MACVTAP,
                        "ipv0", Joint.TC,
                        "ipv1", Joint.TC,
                        "bond1", Joint.TC,
                        "vx0", Joint.TC,
                        "gnv0", Joint.TC,
                        "tap0", Joint.TC))
                .containsEntry("base0", Joint.TC); // a dummy
        Map<String, Reason> skipped =
                decisions.skipped().stream().collect(Collectors.toMap(SkippedLink::link, SkippedLink::reason));
        assertThat(skipped)
                .containsAllEntriesOf(Map.of(
                        "br0", Reason.UNSUPPORTED_KIND,
                        "wg0", Reason.UNSUPPORTED_KIND,
                        "tun0", Reason.UNSUPPORTED_KIND,
                        "vrf0", Reason.UNSUPPORTED_KIND,
                        "ifb9", Reason.UNSUPPORTED_KIND));
        assertThat(carried.size() + skipped.size()).as("all but the loopback").isEqualTo(LINKS.size() - 1);
    }

    @Test
    void siblingsOfOneParentHaveOneMacAndTwoTaps() {
        Map<String, NicDecision> nics =
                NicPlanner.decide("web-1", network(), NicPolicy.of(Model.AUTO, 1, false, false)).nics().stream()
                        .collect(Collectors.toMap(nic -> nic.link().name(), nic -> nic));
        NicDecision first = nics.get("ipv0");
        NicDecision second = nics.get("ipv1");
        assertThat(first.link().mac()).isEqualTo(second.link().mac()).isEqualTo("02:00:00:00:00:20");
        assertThat(first.tap()).isNotEqualTo(second.tap());
        assertThat(first.link().addresses()).extracting(PodAddress::prefix).containsExactly("10.3.0.2/24");
        assertThat(second.link().addresses()).extracting(PodAddress::prefix).containsExactly("10.3.0.3/24");
    }

    @Test
    void withTheDefaultsOnlyLinksWithAnAddressOfTheirOwnAreCarried() {
        Decisions decisions = NicPlanner.decide("web-1", network(), NicPolicy.of(Model.AUTO, 1, false, false));
        assertThat(decisions.nics())
                .extracting(nic -> nic.link().name())
                .containsExactlyInAnyOrder("veth0", "vlan100", "ipv0", "ipv1", "vx0");
        assertThat(decisions.skipped())
                .filteredOn(skip -> skip.link().equals("mvlan0"))
                .as("only an automatic link-local address")
                .extracting(SkippedLink::reason)
                .containsExactly(Reason.ADDRESSLESS);
    }

    @Test
    void aRootQdiscThatSomebodyGaveIsSeen() {
        PodLink tap = network().links().stream()
                .filter(link -> link.name().equals("tap0"))
                .findFirst()
                .orElseThrow();
        assertThat(tap.rootQdisc()).isEqualTo("fq");
    }

    @Test
    void aFairQueueOnATapIsADifference() {
        List<Difference> differences = new ArrayList<>();
        for (Link link : LINKS) {
            new LinkCheck(differences).fairQueue(QDISCS, link);
        }
        assertThat(differences)
                .singleElement()
                .isEqualTo(new Difference("tap0", "QDISC_DROPS_REDIRECTED", "any qdisc but fq", "fq"));
    }

    @Test
    void hardwareIsToldByTheBusBehindIt() {
        Decisions decisions = NicPlanner.decide(
                "web-1",
                network(hardware(90, "vf0", "pci", "0000:01:10.2"), hardware(91, "sf0", "auxiliary", "mlx5_core.sf.4")),
                EVERYTHING);
        assertThat(decisions.skipped())
                .filteredOn(skip -> skip.link().equals("vf0"))
                .singleElement()
                .satisfies(skip -> {
                    assertThat(skip.reason()).isEqualTo(Reason.PCI_DEVICE);
                    assertThat(skip.detail()).contains("0000:01:10.2");
                });
        assertThat(decisions.nics()).extracting(nic -> nic.link().name()).contains("sf0");
    }

    private static Link hardware(int index, String name, String bus, String device) {
        byte[] request = Links.create(LinkSpec.index(index)
                        .name(name)
                        .with(IfLink.IFLA_PARENT_DEV_NAME.of(device))
                        .with(IfLink.IFLA_PARENT_DEV_BUS_NAME.of(bus)))
                .message()
                .clone();
        request[18] = 1; // ifi_type: ARPHRD_ETHER
        return new Link(Message.of(request));
    }
}
