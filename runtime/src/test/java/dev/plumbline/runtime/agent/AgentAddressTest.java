package dev.plumbline.runtime.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.runtime.agent.AgentAddress.KataHybridVsock;
import dev.plumbline.runtime.agent.AgentAddress.KataUnix;
import dev.plumbline.runtime.agent.AgentAddress.KataVsock;
import dev.plumbline.runtime.agent.AgentAddress.Qga;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentAddressTest {
    @Test
    void anAddressIsReadAsItIsWritten() {
        Map<String, AgentAddress> addresses = Map.of(
                "qga:/run/vm/qga", new Qga(Path.of("/run/vm/qga")),
                "kata+unix:/run/vm/kata", new KataUnix(Path.of("/run/vm/kata")),
                "kata+hvsock:/run/a:b.sock:1024", new KataHybridVsock(Path.of("/run/a:b.sock"), 1024),
                "kata+vsock:3:4294967294", new KataVsock(3, 4_294_967_294L));
        addresses.forEach((text, address) -> {
            assertThat(AgentAddress.parse(text)).isEqualTo(address);
            assertThat(address).hasToString(text);
        });
        assertThat(AgentAddress.parse("qga:here"))
                .hasToString("qga:" + Path.of("here").toAbsolutePath());
    }

    @Test
    void whatIsNoAddressIsBadInputThatNamesTheForms() {
        for (String text : new String[] {
            "",
            "/run/vm/qga",
            "qga:",
            "kata+unix:",
            "kata+hvsock:/run/vm",
            "kata+hvsock::1024",
            "kata+vsock:3",
            "kata+vsock:x:1024",
            "kata+vsock:3:4294967295",
            "kata+vsock:3:-1",
            "ssh:host"
        }) {
            PlumblineException e = catchThrowableOfType(PlumblineException.class, () -> AgentAddress.parse(text));
            assertThat(e).as(text).isNotNull();
            assertThat(e.problem().kind()).as(text).isEqualTo(Kind.BAD_INPUT);
            assertThat(e.problem().fix()).contains("kata+hvsock:PATH:PORT");
        }
    }
}
