package dev.plumbline.netlink.route;

import static dev.plumbline.netlink.route.Given.BR0;
import static dev.plumbline.netlink.route.Given.V0;
import static dev.plumbline.netlink.route.Given.V1;
import static dev.plumbline.netlink.route.Given.mac;
import static dev.plumbline.netlink.uapi.IfBridge.*;
import static dev.plumbline.netlink.uapi.IfLinkBridge.*;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The counterparts of commands about bridges, their ports and their VLANs. */
final class BridgeRequests {
    private static final Map<String, Request> ALL = new HashMap<>();

    private BridgeRequests() {}

    static Map<String, Request> all() {
        bridges();
        ports();
        portsByBridge();
        vlans();
        return ALL;
    }

    private static void add(String name, Attribute.Value<?>... settings) {
        ALL.put(name, Links.create(LinkSpec.named("bx").kind(LinkKind.bridge(settings))));
    }

    private static void set(String name, Attribute.Value<?>... settings) {
        ALL.put(name, Links.set(LinkSpec.index(BR0).kind(LinkKind.bridge(settings))));
    }

    private static void bridges() {
        add("link-add-bridge");
        add(
                "link-add-bridge-opts",
                IFLA_BR_STP_STATE.of(0),
                IFLA_BR_FORWARD_DELAY.of(200),
                IFLA_BR_VLAN_FILTERING.of(1),
                IFLA_BR_AGEING_TIME.of(0),
                IFLA_BR_MCAST_SNOOPING.of(0));
        add(
                "link-add-bridge-vlan",
                IFLA_BR_VLAN_FILTERING.of(1),
                IFLA_BR_VLAN_PROTOCOL.of(0x8100),
                IFLA_BR_VLAN_DEFAULT_PVID.of(0));
        add(
                "link-add-bridge-all",
                IFLA_BR_HELLO_TIME.of(100),
                IFLA_BR_MAX_AGE.of(600),
                IFLA_BR_PRIORITY.of(4096),
                IFLA_BR_VLAN_PROTOCOL.of(0x88a8),
                IFLA_BR_GROUP_FWD_MASK.of(8),
                IFLA_BR_GROUP_ADDR.of(mac("01:80:c2:00:00:04")),
                IFLA_BR_VLAN_DEFAULT_PVID.of(2),
                IFLA_BR_VLAN_STATS_ENABLED.of(1),
                IFLA_BR_VLAN_STATS_PER_PORT.of(0),
                IFLA_BR_NF_CALL_IPTABLES.of(0),
                IFLA_BR_NF_CALL_IP6TABLES.of(0),
                IFLA_BR_NF_CALL_ARPTABLES.of(0));
        add(
                "link-add-bridge-mcast",
                IFLA_BR_MCAST_ROUTER.of(2),
                IFLA_BR_MCAST_QUERY_USE_IFADDR.of(1),
                IFLA_BR_MCAST_QUERIER.of(1),
                IFLA_BR_MCAST_HASH_ELASTICITY.of(16),
                IFLA_BR_MCAST_HASH_MAX.of(1024),
                IFLA_BR_MCAST_LAST_MEMBER_CNT.of(2),
                IFLA_BR_MCAST_STARTUP_QUERY_CNT.of(2),
                IFLA_BR_MCAST_LAST_MEMBER_INTVL.of(100L),
                IFLA_BR_MCAST_MEMBERSHIP_INTVL.of(26000L),
                IFLA_BR_MCAST_QUERIER_INTVL.of(25500L),
                IFLA_BR_MCAST_QUERY_INTVL.of(12500L),
                IFLA_BR_MCAST_QUERY_RESPONSE_INTVL.of(1000L),
                IFLA_BR_MCAST_STARTUP_QUERY_INTVL.of(3125L),
                IFLA_BR_MCAST_STATS_ENABLED.of(1),
                IFLA_BR_MCAST_IGMP_VERSION.of(3),
                IFLA_BR_MCAST_MLD_VERSION.of(2));
        set("link-set-bridge-boolopt", IFLA_BR_MULTI_BOOLOPT.of(List.of(1, 3)));
        set("link-set-bridge-flush", IFLA_BR_FDB_FLUSH.of(true));
    }

    private static void port(String name, Attribute.Value<?>... settings) {
        ALL.put(name, Links.set(LinkSpec.index(V1).kind(LinkKind.slave("bridge", settings))));
    }

    private static void ports() {
        port(
                "link-brport",
                IFLA_BRPORT_ISOLATED.of(1),
                IFLA_BRPORT_LEARNING.of(0),
                IFLA_BRPORT_MODE.of(1),
                IFLA_BRPORT_NEIGH_SUPPRESS.of(1));
        port(
                "link-brport-all",
                IFLA_BRPORT_STATE.of(3),
                IFLA_BRPORT_PRIORITY.of(10),
                IFLA_BRPORT_COST.of(100),
                IFLA_BRPORT_GUARD.of(1),
                IFLA_BRPORT_FAST_LEAVE.of(0),
                IFLA_BRPORT_PROTECT.of(1),
                IFLA_BRPORT_UNICAST_FLOOD.of(0),
                IFLA_BRPORT_PROXYARP.of(1),
                IFLA_BRPORT_PROXYARP_WIFI.of(0),
                IFLA_BRPORT_MULTICAST_ROUTER.of(1),
                IFLA_BRPORT_MCAST_FLOOD.of(1),
                IFLA_BRPORT_BCAST_FLOOD.of(0),
                IFLA_BRPORT_MCAST_TO_UCAST.of(1),
                IFLA_BRPORT_GROUP_FWD_MASK.of(8),
                IFLA_BRPORT_VLAN_TUNNEL.of(1),
                IFLA_BRPORT_LOCKED.of(1));
        port("link-brport-backup", IFLA_BRPORT_BACKUP_PORT.of(V0));
        port("link-brport-nobackup", IFLA_BRPORT_BACKUP_PORT.of(0));
        port("link-brport-flush", IFLA_BRPORT_FLUSH.of(true));
    }

    private static void portsByBridge() {
        ALL.put("link-brport-state", Links.setBridgePort(V1, IFLA_BRPORT_STATE.of(0)));
        ALL.put(
                "brlink-set",
                Links.setBridgePort(
                        V1,
                        IFLA_BRPORT_GUARD.of(1),
                        IFLA_BRPORT_LEARNING.of(0),
                        IFLA_BRPORT_COST.of(100),
                        IFLA_BRPORT_PRIORITY.of(3),
                        IFLA_BRPORT_ISOLATED.of(1)));
        ALL.put(
                "brlink-self",
                Links.setBridgePort(
                        V1,
                        List.of(IFLA_BRPORT_LEARNING_SYNC.of(1)),
                        List.of(IFLA_BRIDGE_FLAGS.of(BRIDGE_FLAGS_SELF))));
        ALL.put(
                "brlink-hwmode",
                Links.setBridgePort(
                        V1,
                        List.of(),
                        List.of(IFLA_BRIDGE_FLAGS.of(BRIDGE_FLAGS_SELF), IFLA_BRIDGE_MODE.of(BRIDGE_MODE_VEPA))));
        ALL.put(
                "brlink-all",
                Links.setBridgePort(
                        V1,
                        List.of(
                                IFLA_BRPORT_MODE.of(1),
                                IFLA_BRPORT_FAST_LEAVE.of(1),
                                IFLA_BRPORT_PROTECT.of(1),
                                IFLA_BRPORT_UNICAST_FLOOD.of(0),
                                IFLA_BRPORT_MULTICAST_ROUTER.of(1),
                                IFLA_BRPORT_MCAST_FLOOD.of(0),
                                IFLA_BRPORT_BCAST_FLOOD.of(0),
                                IFLA_BRPORT_MCAST_TO_UCAST.of(1),
                                IFLA_BRPORT_STATE.of(3),
                                IFLA_BRPORT_NEIGH_SUPPRESS.of(1),
                                IFLA_BRPORT_VLAN_TUNNEL.of(1),
                                IFLA_BRPORT_LOCKED.of(1)),
                        List.of(IFLA_BRIDGE_FLAGS.of(BRIDGE_FLAGS_MASTER))));
    }

    private static void vlans() {
        int access = BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED;
        ALL.put("vlan-add", BridgeVlans.add(V1, 10, access));
        ALL.put("vlan-range", BridgeVlans.add(V1, 20, 30, 0));
        ALL.put("vlan-range-pvidless", BridgeVlans.addOf(BRIDGE_FLAGS_MASTER, V1, 20, 30, BRIDGE_VLAN_INFO_UNTAGGED));
        ALL.put("vlan-self", BridgeVlans.addOf(BRIDGE_FLAGS_SELF, BR0, 10, 10, 0));
        ALL.put("vlan-pvid-range", BridgeVlans.addOf(BRIDGE_FLAGS_SELF, V1, 5, 5, access));
        ALL.put("vlan-del", BridgeVlans.delete(V1, 10, 10));
        ALL.put("vlan-del-range", BridgeVlans.delete(V1, 20, 30));
        ALL.put("vlan-tunnel", BridgeVlans.addTunnel(V1, 10, 10, 1000));
        ALL.put("vlan-tunnel-range", BridgeVlans.addTunnel(V1, 10, 12, 1000));
        ALL.put("vlan-set-state", BridgeVlans.set(V1, 10, 10, BRIDGE_VLANDB_ENTRY_STATE.of(3)));
        ALL.put("vlan-set-mcast", BridgeVlans.set(V1, 10, 20, BRIDGE_VLANDB_ENTRY_MCAST_ROUTER.of(1)));
        ALL.put(
                "vlan-global",
                BridgeVlans.setGlobal(
                        BR0,
                        10,
                        10,
                        BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING.of(1),
                        BRIDGE_VLANDB_GOPTS_MCAST_QUERIER.of(0),
                        BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION.of(3),
                        BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_INTVL.of(100L)));
        ALL.put(
                "vlan-global-range",
                BridgeVlans.setGlobal(
                        BR0,
                        10,
                        20,
                        BRIDGE_VLANDB_GOPTS_MCAST_QUERIER.of(1),
                        BRIDGE_VLANDB_GOPTS_MCAST_MLD_VERSION.of(2)));
    }
}
