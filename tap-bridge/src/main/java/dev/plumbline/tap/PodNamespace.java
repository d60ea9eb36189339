package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.TrafficControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A pod's namespace while one operation works in it: the netlink socket, and the tap queues on their way from the step
 * that opened them to the step that hands them to a VM. A namespace that is gone can be represented too, because what was
 * in it is gone as well and needs no undoing. Not thread-safe.
 */
public final class PodNamespace implements AutoCloseable {
    private final String path;
    private final @Nullable NetNamespace namespace;
    private @Nullable RtNetlink netlink;
    private final Map<String, List<Fd>> queues = new HashMap<>();
    private final Map<String, Integer> indices = new HashMap<>();

    private PodNamespace(String path, @Nullable NetNamespace namespace) {
        this.path = path;
        this.namespace = namespace;
    }

    /** Works in a namespace, which is closed with this. */
    public static PodNamespace in(NetNamespace namespace) {
        return new PodNamespace(namespace.path().toString(), namespace);
    }

    /** Stands for a namespace that is no more. */
    public static PodNamespace gone(String path) {
        return new PodNamespace(path, null);
    }

    /** {@return whether the namespace is no more} */
    public boolean isGone() {
        return namespace == null;
    }

    /**
     * {@return the namespace}
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when it is gone
     */
    public NetNamespace namespace() {
        if (namespace == null) {
            throw Problem.notFound("NETNS_NOT_FOUND", path, "the network namespace is gone")
                    .fix("detach the sandbox that was in it")
                    .exception();
        }
        return namespace;
    }

    /** {@return the verbs for links, addresses and routes in the namespace} */
    public RtNetlink links() {
        if (netlink == null) {
            netlink = RtNetlink.open(namespace());
        }
        return netlink;
    }

    /** {@return the verbs for traffic control in the namespace} */
    public TrafficControl tc() {
        return new TrafficControl(links().socket());
    }

    /** Sends a request that takes something back; that it is gone already is as good. */
    void remove(String what, Request request) {
        try {
            links().execute(what, request);
        } catch (NetlinkException e) {
            if (!e.isAbsent()) {
                throw e;
            }
        }
    }

    /** {@return the index of a link, remembered after the first look} */
    public OptionalInt indexOf(String name) {
        Integer known = indices.get(name);
        if (known != null) {
            return OptionalInt.of(known);
        }
        Optional<Link> link = isGone() ? Optional.empty() : links().link(name);
        link.ifPresent(found -> indices.put(name, found.index()));
        return link.map(found -> OptionalInt.of(found.index())).orElse(OptionalInt.empty());
    }

    /**
     * {@return the index of a link that must be there}
     *
     * @throws dev.plumbline.host.PlumblineException NOT_FOUND when it is not
     */
    public int requireIndexOf(String name) {
        return indexOf(name)
                .orElseThrow(() -> Problem.notFound("LINK_NOT_FOUND", name, "the link is not in " + path)
                        .exception());
    }

    /** Keeps a tap's queues for a later step; they are closed with this unless {@link #queues} gave them away before. */
    void keep(String tap, int index, List<Fd> opened) {
        queues.put(tap, opened);
        indices.put(tap, index);
    }

    /** Closes what is kept for a tap. */
    void forget(String tap) {
        indices.remove(tap);
        List<Fd> kept = queues.remove(tap);
        if (kept != null) {
            kept.forEach(Fd::close);
        }
    }

    /**
     * {@return a descriptor for each of a tap's queues; the caller may use, not close them}
     *
     * @param count how many queues the tap was made with
     */
    public List<Fd> queues(String tap, int count) {
        return queues.computeIfAbsent(tap, name -> namespace().call(() -> TapDevice.open(name, count)));
    }

    @Override
    public void close() {
        queues.values().forEach(opened -> opened.forEach(Fd::close));
        queues.clear();
        if (netlink != null) {
            netlink.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }
}
