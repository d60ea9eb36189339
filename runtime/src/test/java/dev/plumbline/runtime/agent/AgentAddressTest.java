package dev.plumbline.runtime.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "qga:/run/qga",
                "kata+unix:/run/a:b",
                "kata+hvsock:/run/a:b:1024",
                "kata+hvsock:/run/v:0",
                "kata+vsock:3:1024",
                "kata+vsock:4294967294:4294967294"
            })
    void anAddressReadsAsItIsWritten(String text) {
        assertThat(AgentAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "qga",
                "qga:",
                "none:",
                "kata+unix:",
                "kata+hvsock:/run/v",
                "kata+hvsock::1",
                "kata+hvsock:/run/v:x",
                "kata+hvsock:/run/v:4294967295",
                "kata+vsock:3",
                "kata+vsock::1",
                "kata+vsock:-1:1",
                "kata+vsock:3:99999999999",
                "kata+unix:/a\0b"
            })
    void anyOtherTextIsRefused(String text) {
        PlumblineException refused = catchThrowableOfType(PlumblineException.class, () -> AgentAddress.parse(text));
        assertThat(refused.problem().code()).isEqualTo("BAD_AGENT");
        assertThat(refused.problem().fix()).contains("kata+hvsock:PATH:PORT");
    }
}
