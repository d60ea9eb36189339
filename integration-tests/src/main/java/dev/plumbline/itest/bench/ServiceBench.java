package dev.plumbline.itest.bench;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.Sandboxes;
import dev.plumbline.runtime.service.ServiceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Attaches through a running service, beside the same operation in this process. {@code latency PREFIX FROM TO SOCKET} does
 * both in turns over existing namespaces; {@code watch PREFIX FROM TO SOCKET} attaches them all, to be followed, and leaves
 * them so.
 */
public final class ServiceBench {
    private static final int BURST = 10;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private ServiceBench() {}

    /** Runs the measurement. */
    public static void main(String[] arguments) {
        if (arguments.length != 5) {
            System.err.println("usage: bench-service latency|watch PREFIX FROM TO SOCKET");
            System.exit(2);
        }
        String prefix = arguments[1];
        int from = Integer.parseInt(arguments[2]);
        int to = Integer.parseInt(arguments[3]);
        try (ServiceClient service = ServiceClient.of(Path.of(arguments[4]))) {
            if (arguments[0].equals("watch")) {
                for (int i = from; i < to; i++) {
                    Carried.require(service.attach(
                            AttachRequest.of(prefix + i, prefix + i).withWatch(true)));
                }
            } else {
                latency(prefix, from, to, service);
            }
        }
    }

    private static void latency(String prefix, int from, int to, Sandboxes service) {
        Plumbline inProcess = Plumbline.at(Path.of("/dev/shm/plumbline-bench"));
        Samples alone = new Samples("in-process", to - from);
        Samples served = new Samples("service", to - from);
        for (Sandboxes door : List.of(inProcess, service)) {
            AttachBench.warmUp(door, prefix + from);
        }
        for (int i = from; i < to; i += BURST) {
            burst(inProcess, prefix, i, Math.min(i + BURST, to), alone);
            burst(service, prefix, i, Math.min(i + BURST, to), served);
        }
        alone.print(System.out);
        served.print(System.out);
    }

    /** Several in a row, as pods come to a node; then they go. */
    private static void burst(Sandboxes door, String prefix, int from, int to, Samples attach) {
        for (int i = from; i < to; i++) {
            String pod = prefix + i;
            long started = System.nanoTime();
            SandboxReport attached = door.attach(AttachRequest.of(pod, pod));
            attach.since(started);
            Carried.require(attached);
        }
        for (int i = from; i < to; i++) {
            door.detach(prefix + i, LIMIT);
        }
    }
}
