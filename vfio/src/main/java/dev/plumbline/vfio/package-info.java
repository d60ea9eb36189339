/**
 * Host devices: the PCI functions and IOMMU groups of a host as immutable records, the verdict whether a VM can have one,
 * and the reversible step that binds one to VFIO. Everything is files under a {@link dev.plumbline.host.Sysroot}; nothing
 * here needs native code. The {@code vfio-bind} program is a thin shell over {@link dev.plumbline.vfio.HostDevices}.
 */
@NullMarked
package dev.plumbline.vfio;

import org.jspecify.annotations.NullMarked;
