package dev.plumbline.itest.lab;

import dev.plumbline.itest.lab.LabEvent.Kind;
import dev.plumbline.itest.lab.LabPlan.Expected;
import dev.plumbline.itest.lab.LabPlan.TestClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the lab reported, against what it was to run. Silence is a failure, and so is a skipped test. */
final class LabReport {
    private final Map<String, LabEvent> last = new LinkedHashMap<>();
    private final String epilogue;

    /**
     * @param events in the order in which they happened
     * @param epilogue what to say beside a test that did not end: how the lab ended, its last words
     */
    LabReport(List<LabEvent> events, String epilogue) {
        events.forEach(event -> last.put(event.id(), event));
        this.epilogue = epilogue;
    }

    /**
     * A test's result.
     *
     * @param name what a person calls it
     * @param failure what went wrong; none when it passed
     */
    record Result(String name, Optional<String> failure) {}

    /** {@return the results of a class: of each test that was expected, of those that came up while running, and of the class} */
    List<Result> results(TestClass type) {
        List<Result> results = new ArrayList<>();
        Optional<String> whole = failure(type.id());
        if (whole.isPresent()) {
            results.add(new Result("(the class)", whole));
        }
        for (Expected expected : type.tests()) {
            List<LabEvent> invocations = invocations(expected.id());
            Optional<String> failure = failure(expected.id());
            if (failure.isEmpty() && !expected.isTest() && invocations.isEmpty()) {
                failure = Optional.of("it ran not once");
            }
            results.add(new Result(expected.name(), failure));
            for (LabEvent invocation : invocations) {
                results.add(new Result(expected.name() + " " + invocation.name(), failure(invocation.id())));
            }
        }
        return results;
    }

    private List<LabEvent> invocations(String id) {
        return last.values().stream()
                .filter(LabEvent::isTest)
                .filter(event -> event.id().startsWith(id + "/"))
                .toList();
    }

    private Optional<String> failure(String id) {
        LabEvent event = last.get(id);
        if (event == null) {
            return Optional.of("it did not run in the lab\n" + epilogue);
        }
        return switch (event.kind()) {
            case PASSED -> Optional.empty();
            case FAILED -> Optional.of(event.text());
            case SKIPPED -> Optional.of("it was skipped: " + event.text());
            case STARTED -> Optional.of("it was running when the lab ended\n" + epilogue);
        };
    }

    /** {@return how long each test took, a line each} */
    String times() {
        StringBuilder text = new StringBuilder();
        for (LabEvent event : last.values()) {
            if (event.kind() != Kind.STARTED) {
                text.append("%8d ms  %-7s %s%n".formatted(event.millis(), event.kind(), event.name()));
            }
        }
        return text.toString();
    }
}
