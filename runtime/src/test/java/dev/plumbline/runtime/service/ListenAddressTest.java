package dev.plumbline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.host.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"unix:/run/x", "127.0.0.1:9100", "127.1.2.3:1"})
    void anAddressOfThisHostIsTaken(String text) {
        assertThat(ListenAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix:",
                "0.0.0.0:80",
                "10.0.0.1:80",
                "[::]:80",
                "localhost:80",
                "127.0.0.1",
                "127.0.0.1:70000",
                "127.0.0.1:x",
                "127.0.0.999:80",
                "9100",
                "tcp:127.0.0.1:1"
            })
    void anyOtherIsRefused(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(PlumblineException.class)
                .hasMessageContaining("no address to listen on");
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        ListenAddress address = new ListenAddress.Unix(file);
        assertThatThrownBy(address::removeStale).hasMessageContaining("no socket");
        assertThat(file).hasContent("data");
    }
}
