package dev.plumbline.host.change;

import java.util.List;

/** A step of which several are taken back at once for the price of one. */
public interface BulkStep extends Step {
    /**
     * Takes several changes back. When this fails, each is taken back by its own {@link #undo}.
     *
     * @param steps this one and others of its class, the last applied first
     */
    void undoTogether(Scope scope, List<? extends Step> steps);
}
