package dev.plumbline.itest.bench;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import java.nio.file.Path;

/**
 * Attach and detach of whole sandboxes without a VM: scan, plan, journal, apply. {@code bench-attach PREFIX FROM TO}
 * attaches the existing namespaces {@code /run/netns/PREFIXi}, after a warm-up on the first.
 */
public final class AttachBench {
    private static final int WARM_UP = 300;

    private AttachBench() {}

    /** Runs the measurement. */
    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("usage: bench-attach PREFIX FROM TO");
            System.exit(2);
        }
        String prefix = arguments[0];
        int from = Integer.parseInt(arguments[1]);
        int to = Integer.parseInt(arguments[2]);
        Plumbline plumbline = Plumbline.at(Path.of("/dev/shm/plumbline-bench"));
        for (int i = 0; i < WARM_UP; i++) {
            Carried.require(plumbline.attach(AttachRequest.of("warm-up", prefix + from)));
            plumbline.detach("warm-up", AttachRequest.DEFAULT_TIMEOUT);
        }
        Samples attach = new Samples("attach", to - from);
        Samples detach = new Samples("detach", to - from);
        for (int i = from; i < to; i++) {
            long started = System.nanoTime();
            plumbline.attach(AttachRequest.of(prefix + i, prefix + i));
            attach.since(started);
        }
        for (int i = from; i < to; i++) {
            long started = System.nanoTime();
            plumbline.detach(prefix + i, AttachRequest.DEFAULT_TIMEOUT);
            detach.since(started);
        }
        attach.print(System.out);
        detach.print(System.out);
    }
}
