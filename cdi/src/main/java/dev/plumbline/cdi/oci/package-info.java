/**
 * Edits of an OCI runtime spec (<a
 * href="https://github.com/opencontainers/runtime-spec/blob/main/config.md">config.md</a>): a tree goes in and another comes
 * out, in which nothing has changed but what the devices ask for. Only {@link dev.plumbline.cdi.oci.HostNodes} looks at the
 * host.
 */
@NullMarked
package dev.plumbline.cdi.oci;

import org.jspecify.annotations.NullMarked;
