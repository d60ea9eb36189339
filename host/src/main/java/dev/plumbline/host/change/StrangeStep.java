package dev.plumbline.host.change;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Stands for a step of a kind that this program does not know, so that it can read on in another program's journal. It can
 * neither be done nor be undone.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
final class StrangeStep implements Step {
    @Override
    public String object() {
        return "unknown";
    }

    @Override
    public void apply(Scope scope) {
        throw unknown();
    }

    @Override
    public void undo(Scope scope) {
        throw unknown();
    }

    @Override
    public Inspection inspect(Scope scope) {
        throw unknown();
    }

    private static RuntimeException unknown() {
        return new IllegalStateException("a step that this program does not know");
    }
}
