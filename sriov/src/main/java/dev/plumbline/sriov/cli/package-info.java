/**
 * The verbs of {@code vfio-bind} that are about virtual functions, {@code vfs} and {@code vf}. They load native code only
 * where a kernel has to be asked.
 */
@NullMarked
package dev.plumbline.sriov.cli;

import org.jspecify.annotations.NullMarked;
