/**
 * The gRPC service {@code plumbline.v1} of {@code plumb serve}, and its client. Calls become operations of {@link
 * dev.plumbline.runtime.Plumbline}; records become messages by the names of their components; what happens to sandboxes
 * becomes events. Nothing is decided here about namespaces or VMs.
 */
@NullMarked
package dev.plumbline.runtime.service;

import org.jspecify.annotations.NullMarked;
