/**
 * rtnetlink(7): links, addresses, routes, rules, neighbours and next hops. For each there is a class whose static methods
 * build {@link dev.plumbline.netlink.wire.Request}s without a socket, and a read-only view of what the kernel reports.
 * Fields that a caller does not set are absent on the wire; fields that the kernel did not send are empty.
 */
@NullMarked
package dev.plumbline.netlink.route;

import org.jspecify.annotations.NullMarked;
