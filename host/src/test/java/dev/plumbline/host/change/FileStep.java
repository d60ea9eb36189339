package dev.plumbline.host.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A step on real files: makes a file with a text in it. Fails when {@code broken} names the half of the work that is not to
 * succeed.
 */
record FileStep(String file, String text, String broken) implements Step {
    @Override
    public String object() {
        return file;
    }

    @Override
    public void apply(Scope scope) {
        try {
            if (broken.equals("before")) {
                throw new IllegalStateException("broken before");
            }
            Files.writeString(Path.of(file), text);
            if (broken.equals("after")) {
                throw new IllegalStateException("broken after");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void undo(Scope scope) {
        try {
            if (broken.equals("undo")) {
                throw new IllegalStateException("cannot undo");
            }
            if (inspect(scope).state() == Inspection.State.APPLIED) {
                Files.deleteIfExists(Path.of(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        Path path = Path.of(file);
        try {
            if (!Files.exists(path)) {
                return Inspection.absent(file, "FILE_MISSING", text);
            }
            String found = Files.readString(path);
            return found.equals(text) ? Inspection.applied() : Inspection.foreign(file, "FILE_FOREIGN", text, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
