package dev.plumbline.tap;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Address;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.Restore;
import dev.plumbline.netlink.route.Route;
import dev.plumbline.netlink.uapi.AddressFamily;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tap.PodLink.Kernel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * Takes all addresses from a link, whose place a guest takes. With them the kernel drops routes and neighbours; undoing
 * gives all of them back as the kernel itself described them.
 *
 * @param link the link's name
 * @param addresses the kernel's messages of its addresses, in hexadecimal
 * @param routes those of its routes, the ones that others need first
 * @param neighbours those of its permanent neighbours and proxy entries
 */
public record MoveAddresses(String link, List<String> addresses, List<String> routes, List<String> neighbours)
        implements Step {
    public MoveAddresses {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }

    static MoveAddresses of(PodLink link) {
        Kernel kernel = link.kernel();
        return new MoveAddresses(
                link.name(), hex(kernel.addresses()), hex(Restore.inOrder(kernel.routes())), hex(kernel.neighbours()));
    }

    private static List<String> hex(List<Message> messages) {
        return messages.stream()
                .map(message -> HexFormat.of().formatHex(message.bytes()))
                .toList();
    }

    @Override
    public String object() {
        return link;
    }

    @Override
    public void apply(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        int index = pod.requireIndexOf(link);
        // Not one that came since: nobody would give it back.
        List<IpPrefix> known = addresses.stream()
                .map(hex -> new Address(message(hex)).prefix())
                .toList();
        for (Address address : there(pod, index)) {
            if (!known.contains(address.prefix())) {
                continue;
            }
            pod.remove("take " + address.prefix() + " from " + link, Restore.removal(address));
        }
    }

    @Override
    public void undo(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        OptionalInt index = pod.isGone() ? OptionalInt.empty() : pod.indexOf(link);
        if (index.isEmpty()) {
            return;
        }
        // Addresses first: routes may prefer one as their source, and need the networks that come with them.
        for (String hex : addresses) {
            give(pod, "give an address back to " + link, Restore.request(message(hex)));
        }
        if (pod.link(link).filter(Link::isUp).isPresent()) { // one that is down has no routes
            routes.forEach(hex -> giveRoute(pod, message(hex), scope.deadline()));
        }
        for (String hex : neighbours) {
            give(pod, "give a neighbour back to " + link, Restore.request(message(hex)));
        }
    }

    /** A route over several links can come back only with the last of them, which has it written down, too. */
    private void giveRoute(PodNamespace pod, Message message, Deadline deadline) {
        Route route = new Route(message);
        if (prefersIpv6Source(route)) { // it outlived its source, and prefers none now
            pod.remove("take a route from " + link, Restore.removal(route));
        }
        while (true) {
            try {
                give(pod, "give a route back to " + link, Restore.request(message));
                return;
            } catch (NetlinkException e) {
                if (isEarly(e, route) && !deadline.passed()) {
                    pause();
                } else if (waitsForAnotherLink(pod, route)) {
                    return;
                } else {
                    throw e;
                }
            }
        }
    }

    private boolean waitsForAnotherLink(PodNamespace pod, Route route) {
        return route.hops().stream()
                .anyMatch(hop -> hop.index() != pod.requireIndexOf(link)
                        && there(pod, hop.index()).isEmpty());
    }

    /** An IPv6 route cannot prefer an address whose duplicate address detection goes on; that takes a second or two. */
    private static boolean isEarly(NetlinkException e, Route route) {
        return e.errno() == Errno.EINVAL && prefersIpv6Source(route);
    }

    private static boolean prefersIpv6Source(Route route) {
        return route.family() == AddressFamily.AF_INET6 && route.prefSrc().isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", "link", "interrupted while giving addresses back")
                    .exception(e);
        }
    }

    /** What is there still, or again, is as good. */
    private static void give(PodNamespace pod, String what, Request request) {
        try {
            pod.links().execute(what, request);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    private static Message message(String hex) {
        return Message.of(HexFormat.of().parseHex(hex));
    }

    @Override
    public Inspection inspect(Scope scope) {
        PodNamespace pod = scope.get(PodNamespace.class);
        OptionalInt index = pod.isGone() ? OptionalInt.empty() : pod.indexOf(link);
        if (index.isEmpty()) {
            return Inspection.absent(link, "LINK_MISSING", "the pod's link");
        }
        List<Difference> differences = new ArrayList<>();
        there(pod, index.getAsInt())
                .forEach(address -> differences.add(new Difference(
                        link,
                        "ADDRESS_IN_POD",
                        "no address",
                        IpPrefix.text(address.prefix().address()))));
        return Inspection.applied(differences);
    }

    private static List<Address> there(PodNamespace pod, int index) {
        return pod.links().addresses().stream()
                .filter(address -> address.index() == index)
                .toList();
    }
}
