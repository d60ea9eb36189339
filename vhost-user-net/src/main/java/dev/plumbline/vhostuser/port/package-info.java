/**
 * Where a guest's packets go to and come from: a tap, a link by way of a packet socket, or another guest. A port has queues,
 * each used by one thread; what a port can carry decides which offloads the guest is offered.
 */
@NullMarked
package dev.plumbline.vhostuser.port;

import org.jspecify.annotations.NullMarked;
