package dev.plumbline.itest.bench;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Many sandboxes at once: {@code bench-many PREFIX FROM TO THREADS} attaches the existing namespaces {@code
 * /run/netns/PREFIXi}, so many at a time, then detaches them. Prints the time of each operation in microseconds.
 */
public final class ManyBench {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ManyBench() {}

    /** Runs the measurement. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4) {
            System.err.println("usage: bench-many PREFIX FROM TO THREADS");
            System.exit(2);
        }
        String prefix = arguments[0];
        int from = Integer.parseInt(arguments[1]);
        int to = Integer.parseInt(arguments[2]);
        Plumbline plumbline = Plumbline.at(Path.of("/dev/shm/plumbline-bench"));
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[3]));
        try {
            measure(
                    threads,
                    "attach",
                    from,
                    to,
                    i -> Carried.require(plumbline.attach(
                            AttachRequest.of(prefix + i, prefix + i).withTimeout(LIMIT))));
            measure(threads, "detach", from, to, i -> plumbline.detach(prefix + i, LIMIT));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void measure(ExecutorService threads, String name, int from, int to, IntConsumer operation)
            throws Exception {
        List<Callable<Long>> all = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int pod = i;
            all.add(() -> {
                long started = System.nanoTime();
                operation.accept(pod);
                return (System.nanoTime() - started) / 1000;
            });
        }
        long started = System.nanoTime();
        for (Future<Long> done : threads.invokeAll(all)) {
            System.out.println(name + "\t" + done.get());
        }
        System.out.println(name + ".all\t" + (System.nanoTime() - started) / 1000);
    }
}
