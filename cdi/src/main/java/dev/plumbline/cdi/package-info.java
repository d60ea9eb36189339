/**
 * The Container Device Interface: which devices the documents of a host define, which of them a pod asks for, and why one
 * cannot be had. Knows nothing of PCI, and changes nothing but the documents that it is told to write.
 */
@NullMarked
package dev.plumbline.cdi;

import org.jspecify.annotations.NullMarked;
