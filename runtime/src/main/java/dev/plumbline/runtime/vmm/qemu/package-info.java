/**
 * QEMU, through its monitor (QMP): {@link dev.plumbline.runtime.vmm.qemu.QmpClient} speaks the protocol, {@link
 * dev.plumbline.runtime.vmm.qemu.QemuMachine} says with it what a {@link dev.plumbline.runtime.vmm.VirtualMachine} does.
 * The facts are those of QEMU 7.2 ({@code docs/interop/qmp-spec}, {@code qapi/}); where a later one differs, it says so.
 */
@NullMarked
package dev.plumbline.runtime.vmm.qemu;

import org.jspecify.annotations.NullMarked;
