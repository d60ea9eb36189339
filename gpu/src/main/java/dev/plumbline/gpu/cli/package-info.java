/** The verb of {@code vfio-bind} that is about GPUs, {@code gpus}. It only looks. */
@NullMarked
package dev.plumbline.gpu.cli;

import org.jspecify.annotations.NullMarked;
