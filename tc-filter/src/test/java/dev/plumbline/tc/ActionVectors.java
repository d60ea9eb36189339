package dev.plumbline.tc;

import static dev.plumbline.tc.FilterVectors.BRIDGE;
import static dev.plumbline.tc.Handles.FILTER_EGRESS;
import static dev.plumbline.tc.Handles.FILTER_INGRESS;
import static dev.plumbline.tc.QdiscVectors.LINK;
import static dev.plumbline.tc.uapi.IfEther.*;

import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.MacAddress;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.uapi.PktCls;
import dev.plumbline.tc.uapi.TcBpf;
import dev.plumbline.tc.uapi.TcCsum;
import dev.plumbline.tc.uapi.TcCt;
import dev.plumbline.tc.uapi.TcCtinfo;
import dev.plumbline.tc.uapi.TcGact;
import dev.plumbline.tc.uapi.TcMpls;
import dev.plumbline.tc.uapi.TcSkbedit;
import dev.plumbline.tc.uapi.TcSkbmod;
import dev.plumbline.tc.uapi.TcTunnelKey;
import dev.plumbline.tc.uapi.TcVlan;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Requests for actions, most of them below matchall. */
final class ActionVectors {
    private static final int K = 1024;
    private static final Rate SLOW = Rate.ofBits(1_000_000);

    private ActionVectors() {}

    private static Request ingress(int protocol, ActionSpec... actions) {
        return Filters.add(FilterSpec.of(LINK, FILTER_INGRESS, 1, protocol, MatchAll.actions(actions)));
    }

    private static Request all(ActionSpec... actions) {
        return ingress(ETH_P_ALL, actions);
    }

    private static Request ip(ActionSpec... actions) {
        return ingress(ETH_P_IP, actions);
    }

    private static Request egress(int protocol, ActionSpec action) {
        return Filters.add(FilterSpec.of(LINK, FILTER_EGRESS, 1, protocol, MatchAll.actions(action)));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static void put(Map<String, Request> to) {
        decisions(to);
        mirred(to);
        police(to);
        tags(to);
        edits(to);
        tunnels(to);
        to.put("action-add", SharedActions.add(Actions.redirect(BRIDGE).index(5)));
        to.put("action-del", SharedActions.delete("gact", 5));
    }

    private static void decisions(Map<String, Request> to) {
        to.put("flt-act-chain", all(Actions.gotoChain(42)));
        to.put("flt-act-gact-reclassify", all(Actions.control(Control.RECLASSIFY)));
        to.put("flt-act-gact-continue", all(Actions.control(Control.CONTINUE)));
        to.put("flt-act-gact-trap", all(Actions.control(Control.TRAP)));
        to.put("flt-act-gact-jump", all(Actions.pipe(), Actions.control(Control.jump(1)), Actions.drop()));
        to.put("flt-act-gact-index", all(Actions.drop().index(9).cookie(hex("0011aabb"))));
        to.put("flt-act-gact-random", all(Actions.control(Control.OK, TcGact.PGACT_NETRAND, Control.DROP, 10)));
        to.put("flt-act-gact-determ", all(Actions.control(Control.DROP, TcGact.PGACT_DETERM, Control.OK, 5)));
        to.put("flt-act-hwstats", all(Actions.drop().hardwareStatistics(0)));
        to.put("flt-act-hwstats-imm", all(Actions.drop().hardwareStatistics(PktCls.TCA_ACT_HW_STATS_IMMEDIATE)));
        to.put("flt-act-skiphw", all(Actions.drop().flags(PktCls.TCA_ACT_FLAGS_SKIP_HW)));
        byte[] instruction = new Struct(8).u16(6).u8(0).u8(0).u32(65535).toBytes();
        to.put(
                "flt-act-bpf",
                all(Edits.program(Control.OK, TcBpf.TCA_ACT_BPF_OPS_LEN.of(1), TcBpf.TCA_ACT_BPF_OPS.of(instruction))));
    }

    private static void mirred(Map<String, Request> to) {
        to.put("flt-act-mirror-ingress", all(Actions.mirrorToIngress(BRIDGE)));
        to.put("flt-act-mirred-pipe", all(Actions.mirror(BRIDGE), Actions.drop()));
        to.put("flt-act-mirred-index", all(Actions.redirect(BRIDGE).index(77)));
        to.put("flt-act-mirred-cookie", all(Actions.mirror(BRIDGE).index(4).cookie(hex("aabbccdd"))));
        to.put(
                "flt-act-nostats",
                all(Actions.redirect(BRIDGE).cookie(hex("0011")).flags(PktCls.TCA_ACT_FLAGS_NO_PERCPU_STATS)));
    }

    private static void police(Map<String, Request> to) {
        Police pipe = Police.rate(SLOW, 10 * K).exceed(Control.PIPE).conform(Control.DROP);
        to.put("flt-act-police-pipe", all(pipe.action(), Actions.redirect(BRIDGE)));
        Police next = Police.rate(SLOW, 10 * K).largestPacket(9000).exceed(Control.CONTINUE);
        to.put("flt-act-police-cont", all(Actions.police(next)));
        Rate fast = Rate.ofBits(50_000_000_000L);
        to.put(
                "flt-act-police-50g",
                all(Police.rate(fast, 10 * K * K).exceed(Control.DROP).action()));
        Police peak = Police.rate(fast, 10 * K * K)
                .largestPacket(65000)
                .peakRate(Rate.ofBits(60_000_000_000L))
                .exceed(Control.DROP);
        to.put("flt-act-police-50g-mtu", all(peak.action()));
        Police small = Police.rate(SLOW, 10 * K)
                .peakRate(Rate.ofBits(2_000_000))
                .largestPacket(1600)
                .exceed(Control.DROP);
        to.put("flt-act-police-peak", all(small.action()));
        to.put(
                "flt-act-police-pps",
                all(Police.packets(1000, 100).exceed(Control.DROP).action()));
        Police wide = Police.rate(SLOW.minimum(64).overhead(14), 10 * K);
        to.put("flt-act-police-overhead", all(wide.action(), Actions.ok()));
        Police indexed = Police.rate(SLOW, 10 * K).exceed(Control.DROP).conform(Control.OK);
        to.put("flt-act-police-index", all(indexed.action().index(7)));
        to.put(
                "flt-act-police-avrate",
                all(Police.average(125_000).exceed(Control.DROP).action()));
        Police passing = Police.rate(Rate.ofBits(10_000_000), 64 * K)
                .exceed(Control.DROP)
                .conform(Control.CONTINUE);
        to.put("flt-act-police-conform-pass", all(passing.action()));
    }

    private static void tags(Map<String, Request> to) {
        to.put("flt-act-vlan-push", all(Actions.vlanPush(100)));
        to.put("flt-act-vlan-push-ad", all(Actions.vlanPush(100, ETH_P_8021AD, 3)));
        to.put(
                "flt-act-vlan-modify",
                ingress(
                        ETH_P_8021Q,
                        Actions.vlan(
                                TcVlan.TCA_VLAN_ACT_MODIFY,
                                List.of(
                                        TcVlan.TCA_VLAN_PUSH_VLAN_ID.of(200),
                                        TcVlan.TCA_VLAN_PUSH_VLAN_PRIORITY.of(2)))));
        to.put(
                "flt-act-vlan-modify-proto",
                ingress(
                        ETH_P_8021Q,
                        Actions.vlan(
                                TcVlan.TCA_VLAN_ACT_MODIFY,
                                List.of(
                                        TcVlan.TCA_VLAN_PUSH_VLAN_ID.of(7),
                                        TcVlan.TCA_VLAN_PUSH_VLAN_PROTOCOL.of(ETH_P_8021AD)))));
        to.put("flt-act-vlan-push-goto", all(Actions.vlanPop().then(Control.gotoChain(3))));
        to.put("flt-act-vlan-pop-eth", all(Actions.ethernetPop()));
        MacAddress one = MacAddress.of("02:00:00:00:00:01");
        to.put("flt-act-vlan-push-eth", all(Actions.ethernetPush(one, MacAddress.of("02:00:00:00:00:02"))));
        to.put("flt-act-skbmod", all(Edits.ethernet(TcSkbmod.SKBMOD_F_DMAC, TcSkbmod.TCA_SKBMOD_DMAC.of(one))));
        to.put("flt-act-skbmod-swap", all(Edits.ethernet(TcSkbmod.SKBMOD_F_SWAPMAC)));
        to.put(
                "flt-act-mpls",
                ip(Edits.mpls(
                        TcMpls.TCA_MPLS_ACT_PUSH,
                        TcMpls.TCA_MPLS_LABEL.of(100),
                        TcMpls.TCA_MPLS_PROTO.of(ETH_P_MPLS_UC))));
        to.put(
                "flt-act-mpls-pop",
                ingress(ETH_P_MPLS_UC, Edits.mpls(TcMpls.TCA_MPLS_ACT_POP, TcMpls.TCA_MPLS_PROTO.of(ETH_P_IP))));
    }

    private static void edits(Map<String, Request> to) {
        to.put(
                "flt-act-skbedit-all",
                egress(
                        ETH_P_ALL,
                        Actions.skbedit(Skbedit.edit().queue(3).packetType(0).mark(0x10, 0xff))));
        to.put(
                "flt-act-skbedit-inherit",
                egress(ETH_P_IP, Actions.skbedit(Skbedit.edit().flags(TcSkbedit.SKBEDIT_F_INHERITDSFIELD))));
        to.put(
                "flt-act-skbedit-pass",
                egress(ETH_P_ALL, Skbedit.edit().priority(5).queue(2).action().then(Control.OK)));
        InetAddress host = IpPrefix.parse("192.168.0.1");
        to.put("flt-act-nat", ip(Edits.nat(IpPrefix.of("10.0.0.1/32"), host, false)));
        IpPrefix net = IpPrefix.of("192.168.0.0/24");
        to.put("flt-act-nat-egress", egress(ETH_P_IP, Edits.nat(net, IpPrefix.parse("10.0.0.0"), true)));
        int checksums = TcCsum.TCA_CSUM_UPDATE_FLAG_IPV4HDR | TcCsum.TCA_CSUM_UPDATE_FLAG_TCP;
        to.put("flt-act-csum", ip(Edits.checksum(checksums)));
        int more = TcCsum.TCA_CSUM_UPDATE_FLAG_IPV4HDR
                | TcCsum.TCA_CSUM_UPDATE_FLAG_ICMP
                | TcCsum.TCA_CSUM_UPDATE_FLAG_UDP;
        to.put("flt-act-csum-all", ip(Edits.checksum(more).then(Control.PIPE)));
        to.put("flt-act-connmark", all(Edits.connectionMark(3)));
        to.put(
                "flt-act-ctinfo",
                ip(Edits.connectionInfo(
                        0,
                        TcCtinfo.TCA_CTINFO_PARMS_DSCP_MASK.of(0xfc000000),
                        TcCtinfo.TCA_CTINFO_PARMS_DSCP_STATEMASK.of(0x01000000))));
        to.put("flt-act-ctinfo-cpmark", ip(Edits.connectionInfo(0, TcCtinfo.TCA_CTINFO_PARMS_CPMARK_MASK.of(-1))));
        MatchAll commit = MatchAll.actions(
                Edits.trackConnection(TcCt.TCA_CT_ZONE.of(5), TcCt.TCA_CT_ACTION.of(TcCt.TCA_CT_ACT_COMMIT)));
        to.put(
                "flt-act-ct",
                Filters.add(
                        FilterSpec.of(LINK, FILTER_INGRESS, 1, ETH_P_IP, commit).chain(0)));
        to.put("flt-act-ct-clear", ip(Edits.trackConnection(TcCt.TCA_CT_ACTION.of(TcCt.TCA_CT_ACT_CLEAR))));
        InetAddress one = IpPrefix.parse("10.0.0.1");
        to.put(
                "flt-act-ct-nat",
                ip(Edits.trackConnection(
                        TcCt.TCA_CT_ZONE.of(2),
                        TcCt.TCA_CT_NAT_IPV4_MIN.of(one),
                        TcCt.TCA_CT_NAT_IPV4_MAX.of(one),
                        TcCt.TCA_CT_ACTION.of(
                                TcCt.TCA_CT_ACT_COMMIT | TcCt.TCA_CT_ACT_NAT | TcCt.TCA_CT_ACT_NAT_SRC))));
        to.put("flt-act-sample", all(Edits.sample(100, 5, 64)));
    }

    private static void tunnels(Map<String, Request> to) {
        InetAddress one = IpPrefix.parse("10.0.0.1");
        InetAddress two = IpPrefix.parse("10.0.0.2");
        to.put(
                "flt-act-tunnel-set",
                ip(Edits.tunnelSet(
                        one,
                        two,
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_KEY_ID.of(42),
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_DST_PORT.of(4789))));
        to.put(
                "flt-act-tunnel-csum",
                ip(Edits.tunnelSet(
                        one,
                        two,
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_KEY_ID.of(42),
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_DST_PORT.of(6081))));
        to.put(
                "flt-act-tunnel-set6",
                ip(Edits.tunnelSet(
                        IpPrefix.parse("fd00::1"),
                        IpPrefix.parse("fd00::2"),
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_KEY_ID.of(42),
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_TOS.of(8),
                        TcTunnelKey.TCA_TUNNEL_KEY_ENC_TTL.of(64),
                        TcTunnelKey.TCA_TUNNEL_KEY_NO_CSUM.of(1))));
        to.put("flt-act-tunnel-unset", ip(Edits.tunnelUnset()));
    }
}
