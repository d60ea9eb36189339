/**
 * Sandboxes: what a VM runtime embeds. {@link dev.plumbline.runtime.Plumbline} attaches a pod's namespace to a VM and
 * takes all of it back; the {@code plumb} program calls nothing else. Clients of hypervisors are in {@code vmm}, clients
 * of guest agents in {@code agent}, the program in {@code cli}, the live demonstration in {@code demo}.
 */
@NullMarked
package dev.plumbline.runtime;

import org.jspecify.annotations.NullMarked;
