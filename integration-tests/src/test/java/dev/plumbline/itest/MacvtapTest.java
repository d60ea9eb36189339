package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.demo.CniPod;
import dev.plumbline.tap.NicPolicy.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links joined by a macvtap, without a VM: the guest's end is the macvtap's own character device. */
class MacvtapTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String GUEST = "02:00:00:00:77:02";
    private static final String OUTSIDE = "02:00:00:00:77:01";

    @TempDir
    private Path state;

    private Pod pod;

    @BeforeEach
    void make() {
        pod = Pod.withVeth();
        pod.ip("link set eth0 address " + GUEST);
        pod.ip("-6 route replace default via fd77:1::1");
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    private NicReport attach(int queues) {
        AttachRequest request = AttachRequest.of("mv", pod.name())
                .withPolicy(new SandboxPolicy(Model.MACVTAP, queues, Vhost.OFF, false, false));
        return Plumbline.at(state).attach(request).nics().get(0);
    }

    @Test
    void theGuestGetsTheMacAndThePodFallsSilent() {
        Map<String, JsonNode> before = pod.dump();
        NicReport nic = attach(1);
        assertThat(nic.model()).isEqualTo("macvtap");
        assertThat(nic.mac()).isEqualTo(GUEST);
        assertThat(nic.addresses()).containsExactly("10.77.1.2/24", "fd77:1::2/64");
        assertThat(pod.ip("-br link show dev eth0")).doesNotContain(GUEST);
        assertThat(pod.ip("-br addr show dev eth0")).doesNotContain("10.77.1.2").doesNotContain("fe80");
        assertThat(pod.ip("-d link show dev tap0_plumb")).contains("macvtap", GUEST, "allmulti");
        assertThat(Plumbline.at(state).verify("mv", LIMIT).differences()).isEmpty();

        assertThat(attach(1).addresses()).as("attached again").isEqualTo(nic.addresses());
        Plumbline.at(state).detach("mv", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void framesAndNeighbourSolicitationsPassBothWays() {
        Frames wire = Frames.newTap(pod.nodePath(), "wire");
        pod.node("link add br0 type bridge mcast_snooping 0 stp_state 0");
        pod.node("link set n1 master br0");
        pod.node("link set wire master br0 up");
        pod.node("link set br0 up");
        NicReport nic = attach(1);
        try (Frames guest = Frames.guestOf(pod.path(), nic.tap());
                wire) {
            byte[] solicitation = Frames.frame("33:33:ff:00:00:02", OUTSIDE, 0x9999, 72);
            byte[] in = Frames.frame(GUEST, OUTSIDE, 0x9999, 100);
            byte[] out = Frames.frame(OUTSIDE, GUEST, 0x9999, 100);
            assertThat(Frames.passes(wire, guest, solicitation)).isTrue();
            assertThat(Frames.passes(wire, guest, in)).isTrue();
            assertThat(Frames.passes(guest, wire, out)).isTrue();
        }
    }

    @Test
    void severalQueuesAreOpenedFromOneNode() {
        assertThat(attach(3).queues()).isEqualTo(3);
        Plumbline.at(state).detach("mv", LIMIT);
    }

    @Test
    void aMacvtapThatIsThereIsUsedAndStays() {
        pod.ip("link add link eth0 name mv0 address 02:00:00:00:77:09 type macvtap mode bridge");
        pod.ip("addr add 10.77.1.9/24 dev mv0");
        pod.ip("link set mv0 up");
        pod.ip("addr flush dev eth0");
        Map<String, JsonNode> before = pod.dump();
        AttachRequest request = AttachRequest.of("mv", pod.name());
        NicReport nic = Plumbline.at(state).attach(request).nics().get(0);
        assertThat(nic.tap()).isEqualTo("mv0");
        assertThat(nic.model()).isEqualTo("macvtap");
        try (Frames guest = Frames.guestOf(pod.path(), "mv0")) {
            guest.send(Frames.frame(OUTSIDE, nic.mac(), 0x9999, 60));
        }
        Plumbline.at(state).detach("mv", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void routesThatWaitForAnAddressAndThoseOfNextHopObjectsComeBack() {
        // Duplicate address detection is on, so that the address is tentative when it comes back, and no route can
        // prefer it.
        CniPod.sysctl(pod.path(), "net/ipv6/conf/eth0/accept_dad", 1);
        CniPod.sysctl(pod.path(), "net/ipv6/conf/eth0/dad_transmits", 1);
        CniPod.sysctl(pod.path(), "net/ipv6/conf/all/accept_dad", 1);
        pod.ip("addr del fd77:1::2/64 dev eth0");
        pod.ip("addr add fd77:1::2/64 dev eth0 nodad");
        pod.ip("-6 route replace default via fd77:1::1");
        pod.ip("-6 addr add fd77:1::3/64 dev eth0 nodad");
        pod.ip("-6 addr change fd77:1::3/64 dev eth0");
        pod.ip("-6 route add fd97::/64 via fd77:1::1 src fd77:1::3");
        pod.ip("nexthop add id 7 via 10.77.1.1 dev eth0");
        pod.ip("route add 10.33.0.0/16 nhid 7");
        attach(1);
        Plumbline.at(state).detach("mv", LIMIT);
        assertThat(pod.ip("-6 route show fd97::/64")).contains("src fd77:1::3");
        assertThat(pod.ip("route show 10.33.0.0/16")).contains("nhid 7");
    }

    @Test
    void aSmallerMtuOfTheLinkIsFollowed() {
        AttachRequest request = AttachRequest.of("mv", pod.name())
                .withPolicy(new SandboxPolicy(Model.MACVTAP, 1, Vhost.AUTO, false, false));
        Plumbline.at(state).attach(request);
        for (int mtu : new int[] {1400, 1300, 1450}) {
            pod.ip("link set eth0 mtu " + mtu);
            assertThat(Plumbline.at(state).attach(request).nics().get(0).mtu()).isEqualTo(mtu);
            assertThat(Plumbline.at(state).verify("mv", LIMIT).differences()).isEmpty();
        }
    }

    @Test
    void whatSomebodyGaveBackToTheLinkIsADifference() {
        attach(1);
        pod.ip("addr add 10.77.1.2/24 dev eth0");
        pod.ip("link set tap0_plumb allmulticast off");
        assertThat(Plumbline.at(state).verify("mv", LIMIT).differences())
                .extracting("code")
                .containsExactlyInAnyOrder("ADDRESS_IN_POD", "ALLMULTICAST_OFF");
        Plumbline.at(state).detach("mv", LIMIT);
    }
}
