/**
 * The {@code vfio-bind} program: a shell over {@link dev.plumbline.vfio.HostDevices}, quick to start. It loads only what the
 * verb at hand needs, and no native code. Other modules add verbs by {@link dev.plumbline.vfio.cli.Verbs}.
 */
@NullMarked
package dev.plumbline.vfio.cli;

import org.jspecify.annotations.NullMarked;
