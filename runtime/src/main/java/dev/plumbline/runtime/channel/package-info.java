/**
 * Connections that carry one JSON document a line over a Unix socket, as QEMU's monitor and its guest agent do. A line
 * is bounded, a descriptor can travel with one, and every wait has a deadline. What the lines mean is for the clients to
 * know.
 */
@NullMarked
package dev.plumbline.runtime.channel;

import org.jspecify.annotations.NullMarked;
