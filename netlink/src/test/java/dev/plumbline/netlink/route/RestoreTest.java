package dev.plumbline.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.Neighbour;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Bytes;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A description that is sent back is the request that would have made the thing; KernelTest and the step walks try it. */
class RestoreTest {
    private static Message described(Request request) {
        return Message.of(request.toBytes());
    }

    private static InetAddress ip(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void anAddressIsAskedForAsItWasDescribed() {
        Request made = Addresses.add(
                AddressSpec.of(7, IpPrefix.of("10.0.0.2/24")).label("eth0:1").priority(50));
        assertThat(Restore.request(described(made)).toBytes()).isEqualTo(made.toBytes());
    }

    @Test
    void aRemovalNamesTheSameAddress() {
        Request made = Addresses.add(AddressSpec.of(7, IpPrefix.of("10.0.0.2/24")));
        byte[] removal = Restore.removal(new Address(described(made))).toBytes();
        assertThat(Bytes.u16(removal, 4)).isEqualTo(Rtnetlink.RTM_DELADDR);
        assertThat(new Address(Message.of(removal)).prefix()).isEqualTo(IpPrefix.of("10.0.0.2/24"));
    }

    @Test
    void aRoutesReportedFlagsAreLeftOutAndItsChoicesKept() throws UnknownHostException {
        RouteSpec spec = RouteSpec.to(IpPrefix.of("10.9.0.0/16"))
                .gateway(ip("10.0.0.1"))
                .oif(7)
                .mtuLocked(1400)
                .onlink();
        byte[] reported = Routes.add(spec).toBytes();
        Bytes.putU32(reported, 16 + 8, Rtnetlink.RTNH_F_ONLINK | Rtnetlink.RTNH_F_LINKDOWN);
        assertThat(Restore.request(Message.of(reported)).toBytes())
                .isEqualTo(Routes.add(spec).toBytes());
    }

    @Test
    void routesToALinkComeBeforeThoseThroughAGateway() throws UnknownHostException {
        Message through = described(Routes.add(RouteSpec.toDefault(AddressFamily.AF_INET)
                .gateway(ip("169.254.1.1"))
                .oif(7)));
        Message direct =
                described(Routes.add(RouteSpec.to(IpPrefix.of("169.254.1.1/32")).oif(7)));
        assertThat(Restore.inOrder(List.of(through, direct))).containsExactly(direct, through);
    }

    @Test
    void aNeighbourComesBackPermanent() throws UnknownHostException {
        Request made = Neighbours.add(NeighbourSpec.of(ip("10.0.0.9"), 7)
                .mac(MacAddress.of("02:00:00:00:00:09"))
                .state(Neighbour.NUD_PERMANENT));
        assertThat(Restore.request(described(made)).toBytes()).isEqualTo(made.toBytes());
    }

    @Test
    void otherMessagesAreNoneOfItsBusiness() {
        Message link = described(Links.delete(7));
        assertThatThrownBy(() -> Restore.request(link)).isInstanceOf(IllegalArgumentException.class);
    }
}
