package dev.plumbline.tap;

import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.TrafficControl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pod's namespace while one operation works in it: the netlink socket, and the tap queues on their way from the step
 * that opened them to the step that hands them to a VM. A namespace that is gone can be represented too, because what was
 * in it is gone as well and needs no undoing. Not thread-safe.
 */
public final class PodNamespace implements AutoCloseable {
    private static final int DOOMED = 0x706c756d; // "plum"

    private final String path;
    private final @Nullable NetNamespace namespace;
    private final boolean ours;
    private @Nullable RtNetlink netlink;
    private final Map<String, List<Fd>> queues = new HashMap<>();
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<String, Integer> pinned = new HashMap<>();
    private final Set<String> made = new HashSet<>();

    private PodNamespace(String path, @Nullable NetNamespace namespace, boolean ours) {
        this.path = path;
        this.namespace = namespace;
        this.ours = ours;
    }

    /** Works in a namespace, which is closed with this. */
    public static PodNamespace in(NetNamespace namespace) {
        return new PodNamespace(namespace.path().toString(), namespace, false);
    }

    /** Stands for a namespace that is no more. */
    public static PodNamespace gone(String path) {
        return new PodNamespace(path, null, false);
    }

    /** Stands for the namespace that this process runs in: queues of taps may be opened there, and nothing changed. */
    public static PodNamespace ours() {
        return new PodNamespace("", null, true);
    }

    /** {@return whether it is the namespace that this process runs in} */
    public boolean isOurs() {
        return ours;
    }

    /** {@return the path it was opened by; empty for this process's own} */
    public String path() {
        return path;
    }

    /** {@return whether the namespace is no more} */
    public boolean isGone() {
        return namespace == null && !ours;
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
            netlink = ours ? RtNetlink.open() : RtNetlink.open(namespace());
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

    /** Puts back a queue length of 0, where adding a qdisc has made the kernel choose one. */
    void restoreQueueLength(Link link, int before) {
        if (before == 0 && link.txQueueLength() != 0) {
            links().execute(
                            "restore the queue length of " + link.name(),
                            Links.set(LinkSpec.index(link.index()).txQueueLength(0)));
        }
    }

    /** Removes links: several in one message, since the kernel waits for its readers after each. */
    void removeTogether(List<Link> doomed) {
        if (doomed.size() < 2) {
            doomed.forEach(link -> remove("delete " + link.name(), Links.delete(link.index())));
            return;
        }
        boolean taken = links().links().stream().anyMatch(link -> link.group() == DOOMED);
        if (taken) {
            throw Problem.refused("GROUP_TAKEN", path, "links of somebody else are in group " + DOOMED)
                    .exception();
        }
        for (Link link : doomed) {
            remove("mark " + link.name(), Links.set(LinkSpec.index(link.index()).group(DOOMED)));
        }
        remove("delete " + doomed.size() + " links", Links.deleteGroup(DOOMED));
    }

    /**
     * Says which link a name stood for when the sandbox was attached: it is found by its index from now on, since it may have
     * another name by now, and another link may have its name.
     */
    public void pin(String name, int ifindex) {
        pinned.put(name, ifindex);
    }

    /** {@return a link by its name, or by the index that it was pinned to} */
    public Optional<Link> link(String name) {
        Integer index = pinned.get(name);
        return index == null ? links().link(name) : links().link(index);
    }

    /** {@return the index of a link, remembered after the first look} */
    public OptionalInt indexOf(String name) {
        Integer known = indices.get(name);
        if (known != null) {
            return OptionalInt.of(known);
        }
        Optional<Link> link = isGone() ? Optional.empty() : link(name);
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
        made.add(tap);
    }

    /** {@return whether a tap was made by this operation: whoever opened one of its name before holds another one} */
    public boolean wasMade(String tap) {
        return made.contains(tap);
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
     * {@return a descriptor for each of the queues of a tap or macvtap; the caller may use, not close them}
     *
     * @param count how many queues a tap was made with, or are wanted of a macvtap
     */
    public List<Fd> queues(String tap, int count) {
        return queues.computeIfAbsent(tap, name -> open(name, count));
    }

    private List<Fd> open(String name, int count) {
        String kind = links().link(name).flatMap(Link::kind).orElse("");
        return switch (kind) {
            case "macvtap" -> MacvtapNode.open(namespace(), name, count);
            case "tun" -> ours ? TapDevice.open(name, count) : namespace().call(() -> TapDevice.open(name, count));
            default ->
                // To open a tap that is not there would make one.
                throw Problem.notFound("TAP_NOT_FOUND", name, "there is no tap or macvtap of this name")
                        .because(kind.isEmpty() ? "no such link" : "the link is of kind " + kind)
                        .fix("'ip -d link show " + name + "' in the namespace shows what is there")
                        .exception();
        };
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
