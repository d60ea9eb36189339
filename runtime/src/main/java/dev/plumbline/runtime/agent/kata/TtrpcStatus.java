package dev.plumbline.runtime.agent.kata;

import dev.plumbline.host.Problem;
import dev.plumbline.runtime.agent.AgentException;
import java.util.Map;

/** An error that a method answered with: one of gRPC's codes, and words. */
final class TtrpcStatus {
    private static final int DEADLINE_EXCEEDED = 4;
    private static final int PERMISSION_DENIED = 7;
    private static final int UNIMPLEMENTED = 12;

    /** google/rpc/code.proto. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "CANCELLED"),
            Map.entry(2, "UNKNOWN"),
            Map.entry(3, "INVALID_ARGUMENT"),
            Map.entry(DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED"),
            Map.entry(5, "NOT_FOUND"),
            Map.entry(6, "ALREADY_EXISTS"),
            Map.entry(PERMISSION_DENIED, "PERMISSION_DENIED"),
            Map.entry(8, "RESOURCE_EXHAUSTED"),
            Map.entry(9, "FAILED_PRECONDITION"),
            Map.entry(10, "ABORTED"),
            Map.entry(11, "OUT_OF_RANGE"),
            Map.entry(UNIMPLEMENTED, "UNIMPLEMENTED"),
            Map.entry(13, "INTERNAL"),
            Map.entry(14, "UNAVAILABLE"),
            Map.entry(15, "DATA_LOSS"),
            Map.entry(16, "UNAUTHENTICATED"));

    private TtrpcStatus() {}

    /** {@return the error as an exception that keeps the agent's words} */
    static AgentException exception(String method, int code, String words) {
        String name = NAMES.getOrDefault(code, Integer.toString(code));
        String message = "the Kata agent refused (" + name + ")";
        return new AgentException(
                switch (code) {
                    case DEADLINE_EXCEEDED ->
                        Problem.refused("AGENT_TIMEOUT", method, "the Kata agent did not finish in time");
                    case PERMISSION_DENIED ->
                        Problem.refused("AGENT_COMMAND_DISABLED", method, message)
                                .fix("the agent's policy has to allow " + method + "Request");
                    case UNIMPLEMENTED ->
                        Problem.refused("AGENT_COMMAND_UNKNOWN", method, message)
                                .fix("the guest's agent is too old, or none of Kata's");
                    default -> Problem.refused("AGENT_REFUSED", method, message);
                },
                words);
    }
}
