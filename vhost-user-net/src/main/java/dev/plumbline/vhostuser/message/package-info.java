/**
 * The vhost-user protocol as values: message codes, payloads, and the codec between them and bytes. Nothing here opens or
 * waits for anything. The facts are those of {@code docs/interop/vhost-user.rst} in QEMU.
 */
@NullMarked
package dev.plumbline.vhostuser.message;

import org.jspecify.annotations.NullMarked;
