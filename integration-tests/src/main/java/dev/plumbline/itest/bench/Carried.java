package dev.plumbline.itest.bench;

import dev.plumbline.runtime.SandboxReport;

/** A benchmark of attaching that carries nothing measures nothing. */
final class Carried {
    private Carried() {}

    /** Fails unless a sandbox carries the one link that its namespace has. */
    static void require(SandboxReport attached) {
        if (attached.nics().size() != 1) {
            throw new IllegalStateException(
                    "the link of " + attached.netns() + " was not carried: " + attached.skipped());
        }
    }
}
