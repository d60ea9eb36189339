package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.cli.Plumb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The program prints the same and ends the same, whether a service does the work or it does so itself. */
class TwoDoorsTest extends ServiceFixture {
    @Test
    void aLifeThroughTheServiceReadsAsOneWithoutIt() {
        pod.veth("eth1", 2);
        pod.manyRoutes();
        String name = pod.name();
        List<List<String>> life = new ArrayList<>();
        for (String json : List.of("", "--json")) {
            for (String command : List.of(
                    "plan --netns " + name,
                    "attach web --netns " + name + " --queues 2",
                    "attach web --netns " + name + " --queues 2",
                    "attach web --netns " + name,
                    "attach other --netns " + name,
                    "attach ../x --netns " + name,
                    "attach web --netns no-such-namespace",
                    "show web",
                    "list",
                    "verify web",
                    "unplug web eth1",
                    "unplug web eth1",
                    "plug web --link eth1",
                    "plug web --link eth9",
                    "recover web",
                    "recover",
                    "show nobody",
                    "detach web",
                    "detach web",
                    "watch web",
                    "list")) {
                life.add(Stream.concat(Arrays.stream(command.split(" ", -1)), Stream.of(json))
                        .filter(word -> !word.isEmpty())
                        .toList());
            }
        }
        List<String> served = life.stream().map(this::run).toList();
        server.close();
        List<String> alone = life.stream().map(this::run).toList();
        for (int i = 0; i < life.size(); i++) {
            assertThat(served.get(i)).as("%s", life.get(i)).isEqualTo(alone.get(i));
        }
        assertThat(served.get(1)).startsWith("0").contains("tap1_plumb");
    }

    /** What is printed, without how long things took. */
    private String run(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] command = Stream.concat(words.stream(), Stream.of("--state", state.toString()))
                .toArray(String[]::new);
        int code = Plumb.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                command);
        String text = code + "\n" + out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        return text.replaceAll("\"micros\" : [0-9]+", "\"micros\"")
                .replaceAll("(applied|already|undone) *([0-9]+ us)?\n", "$1\n");
    }
}
