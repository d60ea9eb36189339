/**
 * The guest's memory as this process sees it: regions of files that the front-end passed, mapped and found by address, and the
 * log of what was written. Only memory that the file has at the time is mapped; what a peer takes away later is a Java error
 * ({@link java.lang.InternalError}) in whoever touches it, which the loops of the rings survive.
 */
@NullMarked
package dev.plumbline.vhostuser.memory;

import org.jspecify.annotations.NullMarked;
