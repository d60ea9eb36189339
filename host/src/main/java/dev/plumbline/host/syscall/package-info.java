/**
 * System calls: the only package that imports jnr-ffi. {@link dev.plumbline.host.syscall.Libc} declares the C
 * functions, {@link dev.plumbline.host.syscall.Syscalls} turns their results into values and exceptions. Other modules
 * call {@code Syscalls} and never see a C type.
 */
@NullMarked
package dev.plumbline.host.syscall;

import org.jspecify.annotations.NullMarked;
