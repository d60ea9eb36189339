package dev.plumbline.itest.lab;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.plumbline.itest.lab.LabEvent.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The program inside the lab. Its argument is the directory that is shared with the host: reads {@code classes} there, one
 * test class a line, runs the tests of them that have the tag in {@code tag}, and writes {@code events}.
 */
final class LabRunner implements TestExecutionListener {
    private final Path events;
    private final Map<String, Long> started = new ConcurrentHashMap<>();

    private LabRunner(Path events) {
        this.events = events;
    }

    public static void main(String[] arguments) throws IOException {
        Path share = Path.of(arguments[0]);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Files.readAllLines(share.resolve("classes")).stream()
                        .<DiscoverySelector>map(name -> selectClass(name))
                        .toList())
                .filters(TagFilter.includeTags(
                        Files.readString(share.resolve("tag")).strip()))
                .configurationParameter("junit.jupiter.execution.timeout.default", "100 s")
                .build();
        LauncherFactory.create().execute(request, new LabRunner(share.resolve("events")));
        // Whatever a test has left running does not keep the lab up.
        System.exit(0);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
        write(Kind.STARTED, test, "");
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(Kind.SKIPPED, test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        StringWriter text = new StringWriter();
        result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text, true)));
        write(kind(result.getStatus()), test, text.toString());
    }

    private static Kind kind(Status status) {
        return switch (status) {
            case SUCCESSFUL -> Kind.PASSED;
            case FAILED -> Kind.FAILED;
            case ABORTED -> Kind.SKIPPED;
        };
    }

    private synchronized void write(Kind kind, TestIdentifier test, String text) {
        long since = started.getOrDefault(test.getUniqueId(), System.nanoTime());
        long millis = (System.nanoTime() - since) / 1_000_000;
        String line = new LabEvent(kind, test.getUniqueId(), test.getDisplayName(), test.isTest(), text, millis).line();
        try {
            Files.write(
                    events,
                    line.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
