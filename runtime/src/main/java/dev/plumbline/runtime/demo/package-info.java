/**
 * The main job, live: a namespace made by real CNI plugins, a VM that is booted for it, traffic that is answered by the
 * guest, and the proof that nothing is left. Its parts ({@link dev.plumbline.runtime.demo.CniPod}, {@link
 * dev.plumbline.runtime.demo.GuestVm}) also serve the integration tests. Unlike the rest of the runtime it runs
 * programs: CNI plugins, QEMU, {@code ip} and {@code ping}.
 */
@NullMarked
package dev.plumbline.runtime.demo;

import org.jspecify.annotations.NullMarked;
