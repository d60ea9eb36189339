/**
 * How anything on the host is changed: a {@link dev.plumbline.host.change.Plan} of reversible {@link
 * dev.plumbline.host.change.Step}s, written to a {@link dev.plumbline.host.change.Journal} and carried out by a {@link
 * dev.plumbline.host.change.Transaction}. Rollback, dry run, verification and crash recovery are written here once, for
 * every kind of step. Steps themselves live in the module that knows what they change.
 */
@NullMarked
package dev.plumbline.host.change;

import org.jspecify.annotations.NullMarked;
