package dev.plumbline.runtime.agent.kata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.kata.proto.Routes;
import dev.plumbline.runtime.agent.kata.proto.UpdateRoutesRequest;
import dev.plumbline.tap.PodRoute;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TtrpcFrameTest {
    @Test
    void aCallIsByteForByteWhatTheProtocolSays() {
        GuestRoute route = new GuestRoute(
                new PodRoute(
                        "10.9.0.0/16",
                        "inet",
                        "10.77.1.1",
                        0,
                        254,
                        "global",
                        "boot",
                        "unicast",
                        "10.77.1.2",
                        true,
                        1400,
                        null,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of()),
                "eth0");
        UpdateRoutesRequest request = UpdateRoutesRequest.newBuilder()
                .setRoutes(Routes.newBuilder().addRoutes(KataWords.of(route)))
                .build();
        String expected = "0000005d 00000001 01 00" // length 93, stream 1, request, no flags
                + "0a 11 677270632e4167656e7453657276696365" // grpc.AgentService
                + "12 0c 557064617465526f75746573" // UpdateRoutes
                + "1a 34 0a 32 0a 30" // payload, routes, the route
                + "0a 0b 31302e392e302e302f3136" // dest 10.9.0.0/16
                + "12 09 31302e37372e312e31" // gateway 10.77.1.1
                + "1a 04 65746830" // device eth0
                + "22 0b 31302e37372e312e322f30" // source 10.77.1.2/0
                + "38 04" // flags RTNH_F_ONLINK
                + "40 f80a" // mtu 1400
                + "20 8094ebdc03"; // a second in nanoseconds
        assertThat(TtrpcClient.request(1, "grpc.AgentService", "UpdateRoutes", request, 1_000_000_000)
                        .bytes())
                .asHexString()
                .isEqualToIgnoringCase(expected.replace(" ", ""));
    }

    @Test
    void aFrameIsReadAsItWasWritten() {
        byte[] bytes = HexFormat.of().parseHex("00000002" + "fffffffd" + "02" + "80" + "abcd");
        TtrpcFrame frame = TtrpcFrame.of(bytes);
        assertThat(frame.stream()).isEqualTo(0xffff_fffdL);
        assertThat(frame.type()).isEqualTo(TtrpcFrame.RESPONSE);
        assertThat(frame.flags()).isEqualTo(0x80);
        assertThat(frame.body()).containsExactly(0xab, 0xcd);
        assertThat(frame.bytes()).isEqualTo(bytes);
    }
}
