package dev.plumbline.itest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.demo.CniPod;
import dev.plumbline.runtime.demo.Shell;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A pod's namespace and a node's for one test, with links made by hand. Closing removes both. */
final class Pod implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final CniPod namespaces;
    private final String name;

    private Pod(String name) {
        this.name = name;
        this.namespaces = CniPod.create(name);
    }

    static Pod empty() {
        return new Pod("plumb-t" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    }

    /** A pod with one veth that has an IPv4 and an IPv6 address and default routes. */
    static Pod withVeth() {
        Pod pod = empty();
        try {
            pod.veth("eth0", 1);
            pod.ip("route add default via 10.77.1.1");
            pod.ip("-6 route add default via fd77:1::1");
            return pod;
        } catch (RuntimeException e) {
            pod.close();
            throw e;
        }
    }

    /** Adds a veth; its other end is {@code nN} in the node's namespace, with the subnet's first address. */
    void veth(String link, int subnet) {
        Shell.run("ip -n " + name + "-node link add n" + subnet + " txqueuelen 0 type veth peer name " + link
                + " netns " + name);
        ip("link set " + link + " txqueuelen 0 up");
        node("addr add 10.77." + subnet + ".1/24 dev n" + subnet);
        node("addr add fd77:" + subnet + "::1/64 dev n" + subnet + " nodad");
        node("link set n" + subnet + " up");
        ip("addr add 10.77." + subnet + ".2/24 dev " + link);
        ip("addr add fd77:" + subnet + "::2/64 dev " + link + " nodad");
    }

    /** Gives eth0 routes, neighbours and addresses of many sorts; eth1 must be there, for routes over both. */
    void manyRoutes() {
        ip("addr add 10.77.1.3/24 dev eth0 label eth0:1");
        ip("addr add 192.168.9.1 peer 192.168.9.2/32 dev eth0 noprefixroute");
        ip("route add 10.9.0.0/16 via 10.77.1.1 dev eth0 metric 100 src 10.77.1.3 mtu 1400 advmss 1300 initcwnd 20");
        ip("route add 10.8.0.0/16 via 10.77.1.1 table 100 proto static mtu lock 1300 congctl reno");
        ip("route add 192.0.2.0/24 via 169.254.1.1 dev eth0 onlink");
        ip("route add 10.7.0.0/16 tos 0x10 nexthop via 10.77.1.1 dev eth0 weight 2 nexthop via 10.77.2.1 dev eth1");
        ip("-6 route add fd99::/64 nexthop via fd77:1::1 dev eth0 nexthop via fd77:2::1 dev eth1");
        ip("-6 route add fd98::/64 via fd77:1::1 dev eth0 metric 50 pref high hoplimit 9");
        ip("route add unreachable 10.66.0.0/16 metric 7");
        ip("-6 route add blackhole fd66::/64");
        ip("rule add not from 10.1.0.0/16 table 100 priority 90");
        ip("rule add fwmark 0x10/0xff ipproto tcp dport 80-90 table 100 priority 91");
        ip("-6 rule add from fd01::/64 prohibit priority 92");
        ip("rule add table main suppress_prefixlength 0 priority 93");
        ip("neigh add 10.77.1.9 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent");
        ip("neigh add fd77:1::9 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent router");
        ip("neigh add proxy 10.77.1.99 dev eth0");
    }

    /** Runs {@code ip} in the pod. */
    String ip(String arguments) {
        return Shell.run("ip -n " + name + " " + arguments);
    }

    /** Runs {@code tc} in the pod. */
    String tc(String arguments) {
        return Shell.run("tc -n " + name + " " + arguments);
    }

    /** Runs {@code ip} in the node. */
    String node(String arguments) {
        return Shell.run("ip -n " + name + "-node " + arguments);
    }

    String name() {
        return name;
    }

    Path path() {
        return namespaces.path();
    }

    Path nodePath() {
        return namespaces.node();
    }

    Map<String, JsonNode> dump() {
        return CniPod.dump(path());
    }

    @Override
    public void close() {
        namespaces.close();
    }
}
