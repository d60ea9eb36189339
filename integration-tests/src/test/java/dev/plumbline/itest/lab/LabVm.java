package dev.plumbline.itest.lab;

import dev.plumbline.itest.lab.LabPlan.TestClass;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One boot of the lab, from the plan to the report. */
final class LabVm {
    /** What booting and powering off may take of the time. */
    private static final Duration AROUND = Duration.ofSeconds(40);

    private static final String SHARE = "/run/plumbline-lab/share";
    private static final int TAIL_LINES = 60;

    private final Path directory;
    private final Path share;

    private LabVm(Path directory) {
        this.directory = directory;
        this.share = directory.resolve("share");
    }

    /**
     * Boots the lab, has it run the tests, and waits until it is off.
     *
     * @param directory an empty directory for its files
     * @param limit after which the lab is ended, with what it has reported until then
     */
    static LabReport run(LabPlan plan, Path directory, Duration limit) throws IOException, InterruptedException {
        LabVm lab = new LabVm(directory);
        lab.write(plan, limit.minus(AROUND));
        String end = lab.boot(limit);
        return new LabReport(LabEvent.read(lab.share.resolve("events")), lab.epilogue(end));
    }

    private void write(LabPlan plan, Duration inside) throws IOException {
        Files.createDirectories(share);
        Files.writeString(share.resolve("tag"), plan.tag());
        Files.writeString(
                share.resolve("classes"),
                plan.classes().stream().map(TestClass::name).collect(Collectors.joining("\n")));
        Files.writeString(share.resolve("limit"), Long.toString(inside.toSeconds()));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=/dev/shm",
                "-Dplumbline.root=" + root(),
                "-Dplumbline.lab.dir=" + image(),
                "-cp",
                classPath(),
                LabRunner.class.getName(),
                SHARE);
        String guest = System.getenv("PLUMBLINE_GUEST_DIR");
        Files.writeString(
                share.resolve("run"),
                (guest == null ? "" : "export PLUMBLINE_GUEST_DIR=" + quoted(guest) + "\n") + "exec "
                        + command.stream().map(LabVm::quoted).collect(Collectors.joining(" ")) + "\n");
    }

    private static Path root() {
        return Path.of(System.getProperty("plumbline.root", ".")).toAbsolutePath();
    }

    private static Path image() {
        String fromEnvironment = System.getenv("PLUMBLINE_LAB_DIR");
        return fromEnvironment != null ? Path.of(fromEnvironment).toAbsolutePath() : root().resolve(".cache/lab");
    }

    /** Surefire's own JVM may have a class path of one jar that only names others. */
    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return java.util.Arrays.stream(tests.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Returns how it ended. */
    private String boot(Duration limit) throws IOException, InterruptedException {
        // It becomes QEMU, so that its process id is QEMU's.
        Process process = new ProcessBuilder(root().resolve("bin/lib/lab-vm").toString(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("qemu.log").toFile())
                .start();
        Thread killer = new Thread(process::destroyForcibly, "lab-end");
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return "the lab was ended after " + limit.toSeconds() + " s";
            }
            return "QEMU ended with status " + process.exitValue() + ", the tests' JVM with "
                    + text(share.resolve("status"), "none");
        } finally {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(killer);
        }
    }

    private String epilogue(String end) {
        return "%s%n--- QEMU%n%s%n--- the tests' JVM%n%s%n--- the serial console%n%s"
                .formatted(
                        end,
                        tail(directory.resolve("qemu.log")),
                        tail(share.resolve("output")),
                        tail(directory.resolve("serial.log")));
    }

    private static String tail(Path file) {
        List<String> lines = text(file, "(nothing)").lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static String text(Path file, String otherwise) {
        try {
            // A serial console says what it likes; Latin-1 takes any byte.
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException e) {
            return otherwise;
        }
    }
}
