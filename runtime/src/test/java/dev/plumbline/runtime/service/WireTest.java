package dev.plumbline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.DeviceReport;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.RecoveryReport;
import dev.plumbline.runtime.SandboxEvent;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.SandboxReport.State;
import dev.plumbline.runtime.VerifyReport;
import dev.plumbline.runtime.agent.NotRepresentable;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRule;
import dev.plumbline.tap.SkippedLink;
import dev.plumbline.v1.Event;
import dev.plumbline.v1.Recovery;
import dev.plumbline.v1.Sandbox;
import dev.plumbline.v1.Verification;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The service's words are those of the JSON documents. */
class WireTest {
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(SandboxReport.class, Sandbox.getDescriptor()),
                Arguments.of(VerifyReport.class, Verification.getDescriptor()),
                Arguments.of(RecoveryReport.class, Recovery.getDescriptor()),
                Arguments.of(SandboxEvent.class, Event.getDescriptor()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyComponentIsAFieldAndEveryFieldAComponent(Class<?> record, Descriptor message) {
        TreeSet<String> components = new TreeSet<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.add(component.getName());
            FieldDescriptor field = message.getFields().stream()
                    .filter(one -> one.getJsonName().equals(component.getName()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(message.getName() + " has no " + component.getName()));
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                assertThat(field.hasPresence()).as(field.getFullName()).isEqualTo(nullable);
            }
            Class<?> nested = nested(component.getGenericType());
            if (nested != null && !field.isMapField()) {
                everyComponentIsAFieldAndEveryFieldAComponent(nested, field.getMessageType());
            }
        }
        assertThat(message.getFields())
                .extracting(FieldDescriptor::getJsonName)
                .containsExactlyInAnyOrderElementsOf(components);
    }

    private static @Nullable Class<?> nested(Type type) {
        Type element = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        return element instanceof Class<?> plain && plain.isRecord() ? plain : null;
    }

    @Test
    void whatIsSaidComesBackTheSame() {
        PodRoute route = new PodRoute(
                "default",
                "inet",
                "10.0.0.1",
                100,
                254,
                "global",
                "boot",
                "unicast",
                null,
                true,
                1400,
                null,
                Map.of("initcwnd", "20"),
                Map.of("tos", "0x10"),
                List.of("encap mpls"),
                List.of(new PodRoute.Nexthop(null, "eth1", 2, false)));
        PodRule rule = new PodRule(
                "inet6",
                90,
                true,
                "fd00::/64",
                null,
                null,
                "eth0",
                "0x10/0xff",
                100,
                "lookup",
                Map.of("dport", "80"),
                List.of());
        NicReport nic = new NicReport(
                "eth0",
                "eth0",
                7,
                "veth",
                "tc",
                "because",
                "tap0_plumb",
                "/run/vhost.sock",
                2,
                "02:00:00:00:00:01",
                9000,
                List.of("10.0.0.2/24"),
                List.of(route),
                List.of(new PodNeighbour("10.0.0.1", null, "permanent", true, false)),
                new NicReport.Guest(null, "02/00", "eth0"));
        SandboxReport report = new SandboxReport(
                null,
                "/run/netns/x",
                State.PARTIAL,
                List.of(nic),
                List.of(rule),
                List.of(new DeviceReport(
                        "gpu0",
                        "0000:01:00.0",
                        "12",
                        new DeviceReport.Guest("vfio-gpu0", null),
                        new DeviceReport.Container("/dev/vfio/12", "nvidia.com/gpu=0"),
                        List.of("-device", "x"))),
                List.of(new SkippedLink("tun0", "tun", SkippedLink.Reason.UNSUPPORTED_KIND, "no")),
                List.of(new NotRepresentable("route x", "WHY")),
                List.of(new StepOutcome("CreateTap", "tap0_plumb", StepOutcome.Outcome.ALREADY, 137)));
        assertThat(Wire.record(Wire.message(report, Sandbox.newBuilder()).build(), SandboxReport.class))
                .isEqualTo(report);

        VerifyReport verify = new VerifyReport("a", false, List.of(new Difference("tap0", "LINK_DOWN", "up", "down")));
        assertThat(Wire.record(Wire.message(verify, Verification.newBuilder()).build(), VerifyReport.class))
                .isEqualTo(verify);

        SandboxEvent event =
                new SandboxEvent(Instant.ofEpochSecond(5, 7), "a", SandboxEvent.Kind.LINK_APPEARED, "eth1", "veth");
        Event message = Wire.message(event, Event.newBuilder()).build();
        assertThat(message.getEvent()).isEqualTo("link-appeared");
        assertThat(Wire.record(message, SandboxEvent.class)).isEqualTo(event);
    }

    @Test
    void aWordThatIsNotKnownIsRefused() {
        Sandbox strange = Sandbox.newBuilder().setState("flying").build();
        assertThatThrownBy(() -> Wire.record(strange, SandboxReport.class)).hasMessageContaining("flying");
    }
}
