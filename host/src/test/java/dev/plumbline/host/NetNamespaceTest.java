package dev.plumbline.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real namespaces: needs root. */
class NetNamespaceTest {
    private final String name = "plumb-ns-" + ProcessHandle.current().pid();

    @BeforeEach
    void make() throws Exception {
        run("ip", "netns", "add", name);
    }

    @AfterEach
    void remove() throws Exception {
        run("ip", "netns", "del", name);
    }

    @Test
    void workRunsInsideAndTheCallersThreadStaysOutside() throws IOException {
        Path mine = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"));
        try (NetNamespace namespace = NetNamespace.of(name)) {
            Path inside = namespace.call(() -> Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")));
            assertThat(inside).hasToString("net:[" + namespace.id().inode() + "]");
        }
        assertThat(Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))).isEqualTo(mine);
    }

    @Test
    void aNamespaceThreadComesBackBetweenCalls() {
        try (NetNamespace namespace = NetNamespace.of(name)) {
            String after = NamespaceThread.run(() -> {
                namespace.call(() -> namespace.call(() -> "nested"));
                return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))
                        .toString();
            });
            assertThat(after).doesNotContain(Long.toString(namespace.id().inode()));
        }
    }

    @Test
    void whatWorkThrowsArrivesAsItIs() {
        try (NetNamespace namespace = NetNamespace.of(name)) {
            IllegalStateException thrown = catchThrowableOfType(
                    IllegalStateException.class,
                    () -> namespace.call(() -> {
                        throw new IllegalStateException("mine");
                    }));
            assertThat(thrown).hasMessage("mine");
        }
    }

    @Test
    void manyVisitsLeaveNoThreadAndNoDescriptor() throws IOException {
        visit(50);
        long descriptors = descriptors();
        visit(2000);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 2);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(NamespaceThread.class::isInstance)
                        .count())
                .isLessThan(20);
    }

    private void visit(int times) {
        for (int i = 0; i < times; i++) {
            try (NetNamespace namespace = NetNamespace.of(name)) {
                namespace.call(() -> true);
            }
        }
    }

    private static long descriptors() throws IOException {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    @Test
    void itsOwnNamespaceIsRefused() {
        assertThat(problem("/proc/self/ns/net").code()).isEqualTo("NETNS_IS_OURS");
        // Some hosts let nobody look at process 1, not even root; then the kernel refuses before we do.
        assertThat(problem("/proc/1/ns/net").kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void whatIsNoNetworkNamespaceIsBadInput(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("plain"));
        assertThat(problem(file.toString()).code()).isEqualTo("NOT_A_NETNS");
        assertThat(problem("/proc/self/ns/mnt").code()).isEqualTo("NOT_A_NETNS");
        assertThat(problem(directory.toString()).kind()).isEqualTo(Kind.BAD_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plumb-no-such", "/run/netns/plumb-no-such", "/proc/4194303/ns/net"})
    void whatIsGoneIsNotFound(String path) {
        assertThat(problem(path).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void whatIsNoNameIsBadInput(String path) {
        assertThat(problem(path).kind()).isEqualTo(Kind.BAD_INPUT);
    }

    private static Problem problem(String path) {
        return catchThrowableOfType(
                        PlumblineException.class, () -> NetNamespace.of(path).close())
                .problem();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
    }
}
