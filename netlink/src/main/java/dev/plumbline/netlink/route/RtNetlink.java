package dev.plumbline.netlink.route;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.NetlinkSocket;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The links, addresses, routes, rules and neighbours of one namespace, by one socket. Each list is one dump a table (two
 * where the kernel keeps a table a family); finding one link never dumps. Thread-safe, one request at a time.
 */
public final class RtNetlink implements AutoCloseable {
    private final NetlinkSocket socket;

    private RtNetlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Opens a socket in a namespace. */
    public static RtNetlink open(NetNamespace namespace) {
        return new RtNetlink(NetlinkSocket.open(namespace));
    }

    /** Opens a socket in the calling thread's namespace. */
    public static RtNetlink open() {
        return new RtNetlink(NetlinkSocket.open());
    }

    /** {@return the socket below, for requests that have no method here} */
    public NetlinkSocket socket() {
        return socket;
    }

    /**
     * Sends a change and waits for its acknowledgement.
     *
     * @param what what the request does, for the error text
     * @throws dev.plumbline.netlink.NetlinkException when the kernel refuses
     */
    public void execute(String what, Request request) {
        socket.execute(what, request);
    }

    /** {@return the link of a name or alternative name} */
    public Optional<Link> link(String nameOrAltname) {
        return socket.get("get link " + nameOrAltname, Links.get(nameOrAltname)).map(Link::new);
    }

    /** {@return the link of an index} */
    public Optional<Link> link(int index) {
        return socket.get("get link #" + index, Links.get(index)).map(Link::new);
    }

    /**
     * {@return the link of an index with its virtual functions}
     *
     * @throws NetlinkException EMSGSIZE when there are more of them than one message holds
     */
    public Optional<Link> linkWithVfs(int index) {
        int filter = IfLink.RTEXT_FILTER_VF | IfLink.RTEXT_FILTER_SKIP_STATS;
        String what = "get link #" + index + " with its virtual functions";
        try {
            return socket.get(what, Links.get(index, filter)).map(Link::new);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EMSGSIZE) {
                throw e;
            }
            // A dump makes more room for a link than an answer about one.
            Optional<Link> dumped = dump(what, Links.dump(filter), Link::new).stream()
                    .filter(link -> link.index() == index)
                    .findFirst();
            if (dumped.isEmpty()) {
                throw e;
            }
            return dumped;
        }
    }

    /** {@return every link} */
    public List<Link> links() {
        return dump("list links", Links.dump(), Link::new);
    }

    /** {@return every address of both families} */
    public List<Address> addresses() {
        return dump("list addresses", Addresses.dump(), Address::new);
    }

    /** {@return every route of both families in every table} */
    public List<Route> routes() {
        return both("list routes", Routes::dump, Route::new);
    }

    /** {@return every policy routing rule of both families} */
    public List<Rule> rules() {
        return both("list rules", Rules::dump, Rule::new);
    }

    /** {@return every neighbour of both families, permanent and learned} */
    public List<Neigh> neighbours() {
        return dump("list neighbours", Neighbours.dump(), Neigh::new);
    }

    /** {@return every address that a link answers for} */
    public List<Neigh> proxyNeighbours() {
        return dump("list proxy neighbours", Neighbours.dumpProxies(), Neigh::new);
    }

    /** {@return every forwarding entry of bridges, tunnels and devices that have some} */
    public List<Neigh> forwardingEntries() {
        return dump("list forwarding entries", Neighbours.dumpFdb(), Neigh::new);
    }

    /** {@return the route that a packet to this address would take} */
    public Optional<Route> routeTo(InetAddress destination) {
        return socket.get("get route to " + destination.getHostAddress(), Routes.get(destination))
                .map(Route::new);
    }

    private <T> List<T> dump(String what, Request request, Function<Message, T> view) {
        return socket.dump(what, request).stream().map(view).toList();
    }

    private <T> List<T> both(String what, IntFunction<Request> request, Function<Message, T> view) {
        List<T> all = new ArrayList<>();
        for (int family : new int[] {AddressFamily.AF_INET, AddressFamily.AF_INET6}) {
            socket.dump(what, request.apply(family)).stream()
                    // a kernel without IPv6 answers with every family that it has
                    .filter(message -> message.u8(0) == family)
                    .map(view)
                    .forEach(all::add);
        }
        return all;
    }

    @Override
    public void close() {
        socket.close();
    }
}
