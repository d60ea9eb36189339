package dev.plumbline.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.netlink.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every request that iproute2 6.1 makes for the commands in {@code iproute2-6.1.json}, against what the public API makes
 * for the same wish. The resource was recorded from the program's own sends; the kernel's answer plays no part in it. In
 * the recordings {@code lo}, {@code v0}, {@code v1} and {@code br0} have the indices 1, 10, 11 and 12.
 */
class Iproute2VectorsTest {
    private static final Map<String, Request> OURS = new TreeMap<>();

    static {
        for (Map<String, Request> family : List.of(
                LinkRequests.all(),
                LinkKindRequests.all(),
                TunnelRequests.all(),
                GreRequests.all(),
                BridgeRequests.all(),
                AddressRequests.all(),
                RouteRequests.all(),
                EncapRequests.all(),
                RuleRequests.all(),
                NeighbourRequests.all(),
                NexthopRequests.all())) {
            family.forEach((name, request) ->
                    assertThat(OURS.put(name, request)).as("%s twice", name).isNull());
        }
    }

    /** How close a request of ours comes to iproute2's. */
    enum Grade {
        /** The same bytes. */
        EXACT,
        /** The same but for the order of attributes, the NESTED bit and bytes of padding. */
        EQUIVALENT,
        DIFFERENT
    }

    static Stream<Arguments> vectors() {
        List<Arguments> cases = new ArrayList<>();
        theirs().properties().forEach(vector -> {
            byte[] expected = expected(vector.getValue());
            Request ours = OURS.get(vector.getKey());
            byte[] actual = ours == null ? new byte[0] : ours.toBytes();
            cases.add(Arguments.of(vector.getKey(), grade(expected, actual), expected, actual));
        });
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("vectors")
    void aRequestIsThatOfIproute2(String name, Grade grade, byte[] expected, byte[] actual) {
        assertThat(actual).as("%s has no counterpart here", name).isNotEmpty();
        if (grade == Grade.DIFFERENT) {
            assertThat(Canonical.of(actual)).as(name).isEqualTo(Canonical.of(expected));
        }
    }

    @Test
    void nothingIsComparedWithAVectorThatIsNotThere() {
        assertThat(OURS.keySet()).allMatch(name -> theirs().has(name), "has a vector");
    }

    /** Where iproute2 leaves out the NESTED bit no request can be both right and exact; the rest is. */
    @Test
    void requestsWithoutNestedAttributesAreExact() {
        Map<Grade, Long> grades = new TreeMap<>();
        vectors().forEach(vector -> grades.merge((Grade) vector.get()[1], 1L, Long::sum));
        assertThat(grades).doesNotContainKey(Grade.DIFFERENT);
        assertThat(grades.get(Grade.EXACT)).as("of %s", grades).isGreaterThanOrEqualTo(234);
    }

    private static Grade grade(byte[] expected, byte[] actual) {
        if (Arrays.equals(expected, actual)) {
            return Grade.EXACT;
        }
        return actual.length > 0 && Canonical.of(expected).equals(Canonical.of(actual))
                ? Grade.EQUIVALENT
                : Grade.DIFFERENT;
    }

    private static byte[] expected(JsonNode vector) {
        assertThat(vector.get("msgs")).hasSize(1);
        return HexFormat.of().parseHex(vector.get("msgs").get(0).asText());
    }

    private static JsonNode theirs() {
        try (InputStream in = Iproute2VectorsTest.class.getResourceAsStream("/iproute2-6.1.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
