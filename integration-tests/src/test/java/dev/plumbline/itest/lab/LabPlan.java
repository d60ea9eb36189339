package dev.plumbline.itest.lab;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What the lab is to run, found on the host by reading the test classes.
 *
 * @param tag the tag of the tests
 * @param classes the test classes, never empty
 */
record LabPlan(String tag, List<TestClass> classes) {
    /**
     * A test class.
     *
     * @param name its binary name
     * @param id JUnit's unique id of it
     * @param tests what it has; a test that is repeated or parameterized counts once
     */
    record TestClass(String name, String id, List<Expected> tests) {}

    /**
     * A test that the lab must report.
     *
     * @param id JUnit's unique id
     * @param name what a person calls it
     * @param isTest false for one whose invocations are known only when it runs
     */
    record Expected(String id, String name, boolean isTest) {}

    /** {@return the tests with a tag in the classes whose simple name is wanted} */
    static LabPlan of(String tag, Predicate<String> wanted) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("dev.plumbline.itest"))
                .filters(TagFilter.includeTags(tag))
                .build();
        TestPlan plan = LauncherFactory.create().discover(request);
        List<TestClass> classes = new ArrayList<>();
        for (TestIdentifier engine : plan.getRoots()) {
            for (TestIdentifier found : plan.getChildren(engine)) {
                Class<?> type = ((ClassSource) found.getSource().orElseThrow()).getJavaClass();
                if (wanted.test(type.getSimpleName())) {
                    classes.add(new TestClass(type.getName(), found.getUniqueId(), tests(plan, found)));
                }
            }
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("no wanted test class has tests with the tag " + tag);
        }
        return new LabPlan(tag, List.copyOf(classes));
    }

    private static List<Expected> tests(TestPlan plan, TestIdentifier type) {
        return plan.getDescendants(type).stream()
                .filter(test -> plan.getChildren(test).isEmpty())
                .map(test -> new Expected(test.getUniqueId(), test.getDisplayName(), test.isTest()))
                .sorted(java.util.Comparator.comparing(Expected::id))
                .toList();
    }
}
