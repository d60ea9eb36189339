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
