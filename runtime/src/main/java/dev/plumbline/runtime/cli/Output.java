package dev.plumbline.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.RecoveryReport;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.SandboxReport;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Where a command's result goes: one JSON document on stdout, or text for people. Problems and progress go to stderr. */
final class Output {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(SandboxEvent.Kind.class, ToStringSerializer.instance)
                    .addSerializer(StepOutcome.Outcome.class, ToStringSerializer.instance)
                    .addSerializer(SandboxReport.State.class, ToStringSerializer.instance)
                    .addSerializer(RecoveryReport.Action.class, ToStringSerializer.instance))
            .build();

    private static final ObjectWriter EVENTS = JSON.writer().without(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    Output(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** {@return where text for people goes} */
    PrintStream text() {
        return out;
    }

    /** Prints a result: as it is in JSON mode, by {@code text} otherwise. Returns the exit code 0. */
    <T> int result(T result, Consumer<Text> text) {
        if (json) {
            document(result);
        } else {
            text.accept(new Text(out));
        }
        return 0;
    }

    /** Prints one of several events: a JSON document on a line of its own in JSON mode, a line for people otherwise. */
    synchronized void event(Object event, String line) {
        if (json) {
            eventLine(event);
        } else {
            out.println(line);
            out.flush();
        }
    }

    /** Prints one of several events as a JSON document on a line of its own, in either mode. */
    synchronized void eventLine(Object event) {
        try {
            out.println(EVENTS.writeValueAsString(event));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that JSON cannot carry", e);
        }
    }

    /** Prints a problem. Returns its exit code. */
    int problem(Problem problem) {
        if (json) {
            Map<String, String> error = new LinkedHashMap<>();
            error.put("code", problem.code());
            error.put("message", problem.message());
            error.put("object", problem.object());
            error.put("cause", problem.why());
            error.put("fix", problem.fix());
            document(Map.of("error", error));
        }
        err.println("plumb: " + problem.text());
        if (problem.fix() != null) {
            err.println("  fix: " + problem.fix());
        }
        return problem.kind().exitCode();
    }

    /** Prints text that is a document itself, in both modes, whatever the terminal's character set. Returns the exit code 0. */
    int raw(String document) {
        out.writeBytes(document.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return 0;
    }

    private void document(Object document) {
        try {
            raw(JSON.writeValueAsString(document) + System.lineSeparator());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that JSON cannot carry", e);
        }
    }
}
