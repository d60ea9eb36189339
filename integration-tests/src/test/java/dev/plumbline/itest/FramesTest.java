package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.demo.CniPod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What passes between the wire and the guest, frame by frame. The guest's end is the tap's queue; the wire's end is a tap
 * in the node, bridged to the veth.
 */
class FramesTest {
    private static final String GUEST = "02:00:00:00:00:01";
    private static final String OUTSIDE = "02:00:00:00:00:02";
    private static final int ETH_P_IP = 0x0800;
    private static final int ETH_P_ARP = 0x0806;
    private static final int ETH_P_IPV6 = 0x86dd;
    private static final int ETH_P_LLDP = 0x88cc;
    private static final int UNKNOWN = 0x9999;

    @TempDir
    private Path state;

    private Pod pod;
    private Frames guest;
    private Frames wire;

    @BeforeEach
    void make() {
        pod = Pod.empty();
        pod.veth("eth0", 1);
        pod.ip("link set eth0 address " + GUEST);
        wire = Frames.newTap(pod.nodePath(), "wire");
        // Where the kernel has bridge netfilter, it would drop what only looks like an IP packet.
        for (String hook : List.of("bridge-nf-call-iptables", "bridge-nf-call-ip6tables")) {
            if (Files.exists(Path.of("/proc/sys/net/bridge", hook))) {
                CniPod.sysctl(pod.nodePath(), "net/bridge/" + hook, 0);
            }
        }
        // No multicast snooping: the bridge shall be a wire that passes everything.
        pod.node("link add br0 type bridge mcast_snooping 0 stp_state 0");
        pod.node("link set n1 master br0");
        pod.node("link set wire master br0");
        pod.node("link set wire up");
        pod.node("link set br0 up");
    }

    @AfterEach
    void remove() {
        if (guest != null) {
            guest.close();
        }
        wire.close();
        pod.close();
    }

    private void attach(int mtu) {
        pod.ip("link set eth0 mtu " + mtu);
        for (String link : List.of("n1", "wire", "br0")) {
            pod.node("link set " + link + " mtu " + mtu);
        }
        Plumbline.at(state).attach(AttachRequest.of("frames", pod.name()));
        guest = Frames.guestOf(pod.path(), "tap0_plumb");
    }

    static Stream<byte[]> toTheGuest() {
        return kinds(GUEST, OUTSIDE);
    }

    static Stream<byte[]> fromTheGuest() {
        return kinds(OUTSIDE, GUEST);
    }

    private static Stream<byte[]> kinds(String to, String from) {
        return Stream.of(
                Frames.frame(to, from, ETH_P_IP, 100),
                Frames.frame("ff:ff:ff:ff:ff:ff", from, ETH_P_ARP, 46),
                Frames.frame("33:33:ff:00:00:02", from, ETH_P_IPV6, 72), // a neighbour solicitation's group
                Frames.frame("01:00:5e:00:00:fb", from, ETH_P_IP, 60),
                Frames.tagged(Frames.frame(to, from, ETH_P_IP, 100), 42),
                Frames.frame(to, from, UNKNOWN, 64),
                Frames.frame("01:1b:19:00:00:00", from, ETH_P_LLDP, 64));
    }

    @ParameterizedTest
    @MethodSource("toTheGuest")
    void framesReachTheGuestUnchanged(byte[] frame) {
        attach(1500);
        assertThat(Frames.passes(wire, guest, frame)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("fromTheGuest")
    void framesLeaveTheGuestUnchanged(byte[] frame) {
        attach(1500);
        assertThat(Frames.passes(guest, wire, frame)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1500, 9000})
    void theLargestFrameOfTheMtuPassesBothWays(int mtu) {
        attach(mtu);
        byte[] in = Frames.frame(GUEST, OUTSIDE, ETH_P_IP, mtu);
        byte[] out = Frames.frame(OUTSIDE, GUEST, ETH_P_IPV6, mtu);
        assertThat(Frames.passes(wire, guest, in)).isTrue();
        assertThat(Frames.passes(guest, wire, out)).isTrue();
    }

    @org.junit.jupiter.api.Test
    void thePodItselfSaysNothingInTheGuestsPlace() {
        attach(1500);
        byte[] question = arp(1, OUTSIDE, new byte[] {10, 77, 1, 1}, new byte[] {10, 77, 1, 2});
        byte[] answer = arp(2, GUEST, new byte[] {10, 77, 1, 2}, new byte[] {10, 77, 1, 1});
        assertThat(Frames.passes(wire, guest, question)).isTrue();
        assertThat(wire.receives(answer, 300)).isFalse();
    }

    private static byte[] arp(int operation, String from, byte[] sender, byte[] target) {
        byte[] frame = Frames.frame(operation == 1 ? "ff:ff:ff:ff:ff:ff" : OUTSIDE, from, ETH_P_ARP, 28);
        byte[] fixed = {0, 1, 8, 0, 6, 4, 0, (byte) operation};
        System.arraycopy(fixed, 0, frame, 14, 8);
        System.arraycopy(frame, 6, frame, 22, 6);
        System.arraycopy(sender, 0, frame, 28, 4);
        System.arraycopy(operation == 1 ? new byte[6] : macOf(OUTSIDE), 0, frame, 32, 6);
        System.arraycopy(target, 0, frame, 38, 4);
        return frame;
    }

    private static byte[] macOf(String text) {
        return dev.plumbline.netlink.MacAddress.of(text).toBytes();
    }
}
