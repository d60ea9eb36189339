package dev.plumbline.runtime.demo;

import dev.plumbline.host.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs other programs, bounded in time, and says what they said when they fail. */
public final class Shell {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Shell() {}

    /** Runs a program given as words separated by blanks. Returns what it printed. */
    public static String run(String command) {
        return run(Map.of(), "", List.of(command.trim().split(" +")));
    }

    /** Runs a program inside a network namespace. Returns what it printed. */
    public static String runIn(Path netns, String command) {
        return run(Map.of(), "", inside(netns, command.trim().split(" +")));
    }

    /** {@return the words that run a program inside a network namespace} */
    public static List<String> inside(Path netns, String... command) {
        // Not 'ip netns exec', which makes a mount namespace too: what is mounted in there nobody else can see.
        List<String> words = new ArrayList<>(List.of("nsenter", "--net=" + netns));
        words.addAll(List.of(command));
        return words;
    }

    /**
     * Runs a program.
     *
     * @param environment variables besides our own
     * @param input what it reads
     * @return what it printed on its standard output
     * @throws dev.plumbline.host.PlumblineException when it fails or takes longer than half a minute
     */
    public static String run(Map<String, String> environment, String input, List<String> command) {
        String name = String.join(" ", command);
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.start();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading; its exit code tells.
            }
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw failed(name, "it did not end within " + LIMIT.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw failed(name, "exit " + process.exitValue() + ": " + (err.join() + out.join()).strip());
            }
            return out.join();
        } catch (IOException e) {
            throw failed(name, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(name, "interrupted");
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static RuntimeException failed(String command, String why) {
        return Problem.refused("COMMAND_FAILED", command, "the program failed")
                .because(why)
                .fix("'bin/setup' installs what the demonstration needs")
                .exception();
    }
}
