/**
 * The host as this process touches it: owned descriptors, network namespaces, the file trees under a {@link
 * dev.plumbline.host.Sysroot}, and the one family of errors. Nothing here knows what a link, a tap or a VM is. Whatever
 * changes the host is a {@link dev.plumbline.host.change.Step} of the {@code change} package.
 */
@NullMarked
package dev.plumbline.host;

import org.jspecify.annotations.NullMarked;
