package dev.plumbline.itest.bench;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.Sandboxes;
import java.nio.file.Path;

/**
 * Attach and detach of whole sandboxes without a VM: scan, plan, journal, apply. {@code bench-attach PREFIX FROM TO}
 * attaches the existing namespaces {@code /run/netns/PREFIXi}, after a warm-up on the first.
 */
public final class AttachBench {
    private static final int CYCLES = 200;
    private static final int AGAIN = 4000;

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
        warmUp(plumbline, prefix + from);
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

    /** Attaching again runs most of the same code without the kernel's 20 ms for removing a tap. */
    static void warmUp(Sandboxes door, String pod) {
        for (int i = 0; i < CYCLES; i++) {
            Carried.require(door.attach(AttachRequest.of(pod, pod)));
            door.detach(pod, AttachRequest.DEFAULT_TIMEOUT);
        }
        for (int i = 0; i < AGAIN; i++) {
            Carried.require(door.attach(AttachRequest.of(pod, pod)));
        }
        door.detach(pod, AttachRequest.DEFAULT_TIMEOUT);
    }
}
