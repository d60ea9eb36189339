package dev.plumbline.itest.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One line of the lab's report.
 *
 * @param kind what happened
 * @param id JUnit's unique id of the test or container
 * @param name what a person calls it
 * @param isTest false for a container
 * @param text the failure with its stack trace, or why it was skipped; empty when all is well
 * @param millis how long it took
 */
record LabEvent(Kind kind, String id, String name, boolean isTest, String text, long millis) {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Kind {
        STARTED,
        PASSED,
        FAILED,
        SKIPPED
    }

    String line() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the events of a report; a last line that was cut short is left out} */
    static List<LabEvent> read(Path report) throws IOException {
        if (!Files.exists(report)) {
            return List.of();
        }
        String text = Files.readString(report);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(LabEvent::parse)
                .toList();
    }

    private static LabEvent parse(String line) {
        try {
            return JSON.readValue(line, LabEvent.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
