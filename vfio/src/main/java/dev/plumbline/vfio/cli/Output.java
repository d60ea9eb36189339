package dev.plumbline.vfio.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Where a command's result goes: one JSON document on stdout, or text for people. Problems and progress go to stderr.
 * Documents are written field by field, since a mapper would take longer to load than a list takes to make.
 */
public final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean colour;

    /** Writes a document, or a part of one. */
    public interface Document {
        /** Writes one JSON value. */
        void write(JsonGenerator to) throws IOException;
    }

    Output(PrintStream out, PrintStream err, boolean json, boolean colour) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.colour = colour && !json;
    }

    /** {@return whether a JSON document is wanted} */
    public boolean isJson() {
        return json;
    }

    /** Prints a result: as a document in JSON mode, by {@code text} otherwise. Returns the exit code 0. */
    public int result(Document document, Consumer<Text> text) {
        if (json) {
            return document(document);
        }
        Text lines = text();
        text.accept(lines);
        lines.flush();
        return 0;
    }

    /** Prints a document. Returns the exit code 0. */
    int document(Document document) {
        out.println(string(document, true));
        return 0;
    }

    /** {@return lines for people, to be flushed} */
    Text text() {
        return new Text(out, colour);
    }

    /** Prints one of several events: a JSON document on a line of its own in JSON mode, a line for people otherwise. */
    public synchronized void event(Document document, String line) {
        out.println(json ? string(document, false) : line);
        out.flush();
    }

    /** {@return whether nobody reads any more} */
    boolean isBroken() {
        return out.checkError();
    }

    /** Prints a script. */
    void script(String script) {
        out.print(script);
    }

    /** Prints a remark to stderr. */
    public void remark(String line) {
        err.println(line);
    }

    /** Prints a problem. Returns its exit code. */
    public int problem(Problem problem) {
        if (json) {
            out.println(string(
                    to -> {
                        to.writeStartObject();
                        to.writeObjectFieldStart("error");
                        to.writeStringField("code", problem.code());
                        to.writeStringField("message", problem.message());
                        to.writeStringField("object", problem.object());
                        to.writeStringField("cause", problem.why());
                        to.writeStringField("fix", problem.fix());
                        to.writeEndObject();
                        to.writeEndObject();
                    },
                    true));
        }
        err.println("vfio-bind: " + problem.text());
        if (problem.fix() != null) {
            err.println("  fix: " + problem.fix());
        }
        return problem.kind().exitCode();
    }

    /** Prints what went wrong, with the trace if that is a fault of ours. Returns its exit code. */
    int failure(Throwable thrown) {
        Problem problem = PlumblineException.problemOf(thrown);
        if (problem.kind() == Problem.Kind.FAULT) {
            thrown.printStackTrace(err);
        }
        return problem(problem);
    }

    private static String string(Document document, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            if (indented) {
                generator.useDefaultPrettyPrinter();
            }
            document.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes everything
        }
        return text.toString();
    }
}
