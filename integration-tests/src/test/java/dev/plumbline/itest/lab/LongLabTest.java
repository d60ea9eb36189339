package dev.plumbline.itest.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests that are tagged {@code lab-long} in the device lab. Runs only when it is asked for: {@code bin/lab long}. */
@Tag("long")
class LongLabTest {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    @TestFactory
    Stream<DynamicNode> inTheLab(@TempDir Path directory) throws IOException, InterruptedException {
        return LabTest.run("lab-long", LIMIT, directory);
    }
}
