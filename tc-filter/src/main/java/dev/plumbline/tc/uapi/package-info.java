/**
 * The kernel's numbers for traffic control, one class a header, in the kernel's spelling. An attribute is one line that
 * gives its number, its name and its type. No behaviour belongs here.
 */
@NullMarked
package dev.plumbline.tc.uapi;

import org.jspecify.annotations.NullMarked;
