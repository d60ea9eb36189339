/**
 * Connections that carry messages: one JSON document a line over a Unix socket, as QEMU's monitor and its guest agent do, or
 * frames that begin with their length, also over vsock. A message is bounded, a descriptor can travel with a line, and
 * every wait has a deadline. What the messages mean is for the clients to know.
 */
@NullMarked
package dev.plumbline.runtime.channel;

import org.jspecify.annotations.NullMarked;
