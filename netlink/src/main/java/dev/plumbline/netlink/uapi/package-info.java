/**
 * The kernel's numbers, one class a header, in the kernel's spelling. An attribute is one line that gives its number, its
 * name and its type, and thereby both its encoder and its decoder. No behaviour belongs here.
 */
@NullMarked
package dev.plumbline.netlink.uapi;

import org.jspecify.annotations.NullMarked;
