/**
 * Bytes and values: a cursor that writes messages, a lazy view that reads attributes, and the attribute tables that join
 * a number, a name and a type in one line. Nothing here opens a socket, so that every request can be compared with
 * captured bytes and every reply decoded from them.
 */
@NullMarked
package dev.plumbline.netlink.wire;

import org.jspecify.annotations.NullMarked;
