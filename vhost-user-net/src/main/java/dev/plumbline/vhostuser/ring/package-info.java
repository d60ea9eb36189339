/**
 * Virtqueues as a device sees them: split and packed, with the checks that a hostile driver calls for. Every field of a
 * descriptor is read once, every address is looked up, every walk is bounded. Nothing is allocated a packet. A ring belongs to
 * one thread. Layouts and rules are those of the virtio specification, sections 2.7 and 2.8.
 */
@NullMarked
package dev.plumbline.vhostuser.ring;

import org.jspecify.annotations.NullMarked;
