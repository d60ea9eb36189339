package dev.plumbline.runtime.agent.qga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs programs in a guest, {@code ip -batch} above all: all lines in one process, whose standard input they are. Not
 * thread-safe.
 */
final class GuestExec {
    private static final Pattern FAILED_LINE = Pattern.compile("Command failed -:(\\d+)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final long SHORTEST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final AgentConnection agent;

    GuestExec(AgentConnection agent) {
        this.agent = agent;
    }

    private record Output(int exitCode, String standard, String errors) {}

    /**
     * Runs lines, each whether or not an earlier one failed.
     *
     * @param family {@code -4} or {@code -6} when all lines are about one family and some do not show it, else empty
     * @throws AgentException for the first line that failed otherwise than it may
     */
    void ip(List<String> family, List<IpLine> lines, Deadline deadline) {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder script = new StringBuilder();
        lines.forEach(line -> script.append(line.words()).append('\n'));
        List<String> arguments = new ArrayList<>(family);
        arguments.addAll(List.of("-force", "-batch", "-"));
        Output output = execute("ip", arguments, script.toString(), deadline);
        if (output.exitCode() != 0) {
            judge(output, lines, "ip " + String.join(" ", arguments));
        }
    }

    /** Returns when every line that failed did so because its work was done already. */
    private static void judge(Output output, List<IpLine> lines, String command) {
        boolean lineFailed = false;
        StringBuilder words = new StringBuilder();
        for (String text : output.errors().split("\n", -1)) {
            Matcher failed = FAILED_LINE.matcher(text);
            if (!failed.matches()) {
                words.append(words.isEmpty() || text.isBlank() ? "" : "; ").append(text.strip());
                continue;
            }
            lineFailed = true;
            int number = Integer.parseInt(failed.group(1));
            if (number < 1 || number > lines.size()) {
                throw failure(command, output.errors());
            }
            IpLine line = lines.get(number - 1);
            if (!line.mayFailWith(words.toString())) {
                throw failure("ip " + line.words(), words.toString());
            }
            words.setLength(0);
        }
        // Words that ip does not understand end it at once. It quotes them, but does not say in which line.
        if (!lineFailed || !words.isEmpty()) {
            Matcher quoted = QUOTED.matcher(words);
            String culprit = quoted.find()
                    ? lines.stream()
                            .map(IpLine::words)
                            .filter(line -> line.contains(quoted.group(1)))
                            .findFirst()
                            .map("ip "::concat)
                            .orElse(command)
                    : command;
            throw failure(culprit, words + output.standard());
        }
    }

    private static AgentException failure(String command, String text) {
        return new AgentException(
                Problem.refused("GUEST_COMMAND_FAILED", "guest: " + command, "the command failed in the guest")
                        .fix("the guest needs iproute2 ('ip -batch'; busybox has none) and a kernel that knows what is"
                                + " asked for"),
                text.strip());
    }

    /**
     * Runs a program that must succeed.
     *
     * @return what it printed
     * @throws AgentException when it is not there or fails
     */
    String run(String program, List<String> arguments, String input, Deadline deadline) {
        Output output = execute(program, arguments, input, deadline);
        if (output.exitCode() != 0) {
            throw failure(program + " " + String.join(" ", arguments), output.errors() + output.standard());
        }
        return output.standard();
    }

    private Output execute(String program, List<String> arguments, String input, Deadline deadline) {
        JsonNode started = start(program, arguments, input, deadline);
        long pid = started.path("pid").asLong(-1);
        long pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            JsonNode status = agent.execute("guest-exec-status", Map.of("pid", pid), deadline);
            if (status.path("exited").asBoolean()) {
                // A process that a signal ended has no exit code.
                int code = status.path("exitcode").asInt(-1);
                return new Output(code, decoded(status, "out-data"), decoded(status, "err-data"));
            }
            deadline.check("guest: " + program + " " + String.join(" ", arguments), "the command");
            pause(Math.min(pause, deadline.remainingMillis()));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private JsonNode start(String program, List<String> arguments, String input, Deadline deadline) {
        try {
            return agent.execute(
                    "guest-exec",
                    Map.of(
                            "path",
                            program,
                            "arg",
                            arguments,
                            "input-data",
                            Base64.getEncoder().encodeToString(input.getBytes(StandardCharsets.UTF_8)),
                            "capture-output",
                            true),
                    deadline);
        } catch (AgentException e) {
            if (e.text().contains("No such file or directory")) {
                throw failure(program, e.text());
            }
            throw e;
        }
    }

    private static String decoded(JsonNode status, String field) {
        try {
            return new String(Base64.getDecoder().decode(status.path(field).asText("")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "(the agent sent no valid base64)";
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.refused("INTERRUPTED", "guest", "interrupted while waiting for the guest")
                    .exception(e);
        }
    }
}
