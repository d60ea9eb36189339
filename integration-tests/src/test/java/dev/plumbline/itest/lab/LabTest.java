package dev.plumbline.itest.lab;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.plumbline.itest.lab.LabPlan.TestClass;
import dev.plumbline.itest.lab.LabReport.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests that are tagged {@code lab} in the device lab and is their result here: a test there is a test here. The
 * system property {@code plumbline.lab.classes} names the classes to run, separated by commas and with {@code *} for any
 * text; without it all of them run.
 */
class LabTest {
    /** A multiple of what it takes when nothing else runs: a machine that others use too is no failure. */
    private static final Duration LIMIT = Duration.ofMinutes(8);

    @TestFactory
    Stream<DynamicNode> inTheLab(@TempDir Path directory) throws IOException, InterruptedException {
        return run("lab", LIMIT, directory);
    }

    static Stream<DynamicNode> run(String tag, Duration limit, Path directory)
            throws IOException, InterruptedException {
        LabPlan plan = LabPlan.of(tag, wanted(System.getProperty("plumbline.lab.classes", "*")));
        LabReport report = LabVm.run(plan, directory, limit);
        System.out.print(report.times());
        return plan.classes().stream()
                .map(type -> dynamicContainer(simpleName(type), tests(type, report.results(type))));
    }

    private static List<DynamicNode> tests(TestClass type, List<Result> results) {
        return results.stream()
                .<DynamicNode>map(result -> dynamicTest(result.name(), () -> {
                    if (result.failure().isPresent()) {
                        throw new AssertionError(simpleName(type) + "." + result.name() + ": "
                                + result.failure().get());
                    }
                }))
                .toList();
    }

    private static String simpleName(TestClass type) {
        return type.name().substring(type.name().lastIndexOf('.') + 1);
    }

    private static Predicate<String> wanted(String names) {
        return Pattern.compile(names.replace("*", ".*").replace(",", "|")).asMatchPredicate();
    }
}
