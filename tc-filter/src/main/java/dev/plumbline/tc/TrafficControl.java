package dev.plumbline.tc;

import dev.plumbline.netlink.NetlinkSocket;
import dev.plumbline.netlink.wire.Request;
import java.util.List;
import java.util.Optional;

/**
 * Traffic control over a routing socket, in the socket's namespace. The socket stays the caller's to close. Threads may
 * share it as they may share the socket.
 */
public final class TrafficControl {
    private final NetlinkSocket socket;

    /** Creates a view over a socket of {@link NetlinkSocket#ROUTE}. */
    public TrafficControl(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Does what a request says.
     *
     * @param what what that is, for the error text, for example {@code "add ingress qdisc to eth0"}
     * @throws dev.plumbline.netlink.NetlinkException when the kernel refuses
     */
    public void execute(String what, Request request) {
        socket.execute(what, request);
    }

    /** {@return every qdisc of the namespace; a link without one that can be seen is not listed} */
    public List<Qdisc> qdiscs() {
        return socket.dump("list qdiscs", Qdiscs.dump()).stream()
                .map(Qdisc::new)
                .toList();
    }

    /** {@return the classes of a link} */
    public List<TrafficClass> classes(int ifindex) {
        return socket.dump("list classes of link " + ifindex, Classes.dump(ifindex)).stream()
                .map(TrafficClass::new)
                .toList();
    }

    /**
     * {@return what the kernel lists below a parent of a link, what is no filter left out}
     *
     * <p>A parent that is not there has no filters; neither has a link that is gone.
     */
    public List<Filter> filters(int ifindex, int parent) {
        return socket.dump("list filters of link " + ifindex, Filters.dump(ifindex, parent)).stream()
                .map(Filter::new)
                .filter(filter -> !filter.isHashTable())
                .toList();
    }

    /** {@return the ingress or clsact qdisc of a link} */
    public Optional<Qdisc> ingress(int ifindex) {
        return qdiscs().stream()
                .filter(qdisc -> qdisc.ifindex() == ifindex && qdisc.isIngress())
                .findFirst();
    }
}
