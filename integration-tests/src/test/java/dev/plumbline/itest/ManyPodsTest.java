package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.demo.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node where two hundred pods start and stop at once: all succeed, and nothing is left. */
class ManyPodsTest {
    private static final int PODS = 200;
    private static final int PROCESSES = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PREFIX = "plumb-many" + ProcessHandle.current().pid() + "-";

    @TempDir
    private Path state;

    @BeforeAll
    static void makePods() {
        for (int i = 0; i < PODS; i++) {
            Shell.run("ip netns add " + PREFIX + i);
            Shell.run(Map.of(), """
                    link add name out0 txqueuelen 0 type veth peer name eth0
                    link set out0 up
                    link set eth0 txqueuelen 0 up
                    addr add 10.79.0.2/24 dev eth0
                    route add default via 10.79.0.1
                    """, List.of("ip", "-n", PREFIX + i, "-batch", "-"));
        }
    }

    @AfterAll
    static void removePods() {
        for (int i = 0; i < PODS; i++) {
            if (Files.exists(Path.of("/run/netns", PREFIX + i))) {
                Shell.run("ip netns del " + PREFIX + i);
            }
        }
    }

    @Test
    void oneProcessAttachesAndDetachesAllInParallel() throws Exception {
        Plumbline plumbline = Plumbline.at(state);
        cycle(plumbline, 0); // what stays open in this process is open from here on
        List<String> descriptors = Descriptors.settled();
        List<Path> files = files();

        inParallel(
                i -> plumbline.attach(AttachRequest.of("many-" + i, PREFIX + i).withTimeout(LIMIT)));
        assertThat(plumbline.list()).hasSize(PODS);
        inParallel(i -> plumbline.detach("many-" + i, LIMIT));

        assertThat(plumbline.list()).isEmpty();
        assertThat(Descriptors.open()).isEqualTo(descriptors);
        assertThat(files()).isEqualTo(files);
        for (int i = 0; i < PODS; i += 20) {
            assertThat(Shell.run("ip -n " + PREFIX + i + " -br link")).doesNotContain("plumb");
        }
    }

    @Test
    void twentyProcessesDoTheSameWithoutKnowingOfEachOther() throws Exception {
        Plumbline plumbline = Plumbline.at(state);
        cycle(plumbline, 0);
        List<Path> files = files();
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(i * PODS / PROCESSES, (i + 1) * PODS / PROCESSES));
            }
            for (Process process : processes) {
                assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(plumbline.list()).isEmpty();
        assertThat(files()).isEqualTo(files);
    }

    private Process start(int from, int to) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        state.toString(),
                        PREFIX,
                        Integer.toString(from),
                        Integer.toString(to))
                .inheritIO()
                .start();
    }

    /** What one of the processes does. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) {
            Plumbline plumbline = Plumbline.at(Path.of(arguments[0]));
            for (int i = Integer.parseInt(arguments[2]); i < Integer.parseInt(arguments[3]); i++) {
                plumbline.attach(AttachRequest.of("many-" + i, arguments[1] + i).withTimeout(LIMIT));
            }
            for (int i = Integer.parseInt(arguments[2]); i < Integer.parseInt(arguments[3]); i++) {
                plumbline.detach("many-" + i, LIMIT);
            }
        }
    }

    private static void cycle(Plumbline plumbline, int pod) {
        plumbline.attach(AttachRequest.of("many-" + pod, PREFIX + pod));
        plumbline.detach("many-" + pod, LIMIT);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.sorted().toList();
        }
    }

    @FunctionalInterface
    private interface OnPod {
        Object of(int pod);
    }

    private static void inParallel(OnPod work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PODS);
        try {
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < PODS; i++) {
                int pod = i;
                all.add(() -> work.of(pod));
            }
            for (Future<Object> done : threads.invokeAll(all, LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
