/**
 * GPUs: which of a host's functions are GPUs and what belongs to each ({@link dev.plumbline.gpu.GpuInventory}), what vendors'
 * devices are known for, as data ({@link dev.plumbline.gpu.VendorFacts}), and the ports, windows and arguments of a guest that
 * is to have some ({@link dev.plumbline.gpu.GuestPlan}). Everything is files under a {@link dev.plumbline.host.Sysroot};
 * nothing is changed and nothing needs native code. Binding is elsewhere.
 */
@NullMarked
package dev.plumbline.gpu;

import org.jspecify.annotations.NullMarked;
