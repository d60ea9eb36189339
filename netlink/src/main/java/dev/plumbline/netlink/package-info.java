/**
 * Netlink sockets: {@link dev.plumbline.netlink.NetlinkSocket} sends requests and collects answers, {@link
 * dev.plumbline.netlink.Subscription} listens. Below them, {@code wire} turns values into bytes and back and opens
 * nothing, {@code uapi} names the kernel's numbers, one class a header. Above them, {@code route} has the verbs for links,
 * addresses, routes, rules and neighbours.
 */
@NullMarked
package dev.plumbline.netlink;

import org.jspecify.annotations.NullMarked;
