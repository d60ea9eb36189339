package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.tap.VhostUserSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceInfoTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("info.json"), text);
    }

    @ParameterizedTest
    @CsvSource({"client, false, false", "server, false, true", "client, true, true", "server, true, true"})
    void theModeIsThatOfWhoIsInThePod(String mode, boolean asked, boolean listen) throws IOException {
        Path info = file("{\"type\":\"vhost-user\",\"version\":\"1.1.0\",\"vhost-user\":{\"mode\":\"" + mode
                + "\",\"path\":\"/run/net3/vhost.sock\"}}");
        assertThat(DeviceInfo.socket(info, asked)).isEqualTo(new VhostUserSocket("/run/net3/vhost.sock", listen));
    }

    @Test
    void whatIsNoFileIsTheSocketItself() {
        Path socket = directory.resolve("vhost.sock");
        assertThat(DeviceInfo.socket(socket, true)).isEqualTo(new VhostUserSocket(socket.toString(), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"pci\"} | /type",
                "{} | /type",
                "{\"type\":\"vhost-user\"} | /vhost-user",
                "{\"type\":\"vhost-user\",\"vhost-user\":{\"mode\":\"client\"}} | /vhost-user/path",
                "{\"type\":\"vhost-user\",\"vhost-user\":{\"mode\":\"client\",\"path\":\"s\"}} | /vhost-user/path",
                "{\"type\":\"vhost-user\",\"vhost-user\":{\"path\":\"/s\"}} | /vhost-user/mode",
                "{\"type\":\"vhost-user\",\"vhost-user\":{\"mode\":\"both\",\"path\":\"/s\"}} | /vhost-user/mode",
                "[] | info.json",
                "no json | info.json"
            })
    void whatIsMalformedIsNamed(String text, String end) throws IOException {
        Path info = file(text);
        PlumblineException thrown =
                catchThrowableOfType(PlumblineException.class, () -> DeviceInfo.socket(info, false));
        assertThat(thrown.problem().kind()).isEqualTo(Kind.BAD_INPUT);
        assertThat(thrown.problem().object()).endsWith(end);
    }
}
