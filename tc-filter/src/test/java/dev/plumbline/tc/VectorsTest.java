package dev.plumbline.tc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.netlink.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that tc(8) of iproute2 6.1 was seen to send is built here, too, and is the same. */
class VectorsTest {
    private static final Map<String, JsonNode> CAPTURED = read();
    private static final Map<String, Request> BUILT = built();
    private static int exact;
    private static int reordered;

    private static Map<String, JsonNode> read() {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/tc-iproute2-6.1.json")) {
            Map<String, JsonNode> all = new TreeMap<>();
            new ObjectMapper().readTree(in).properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
            return all;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Request> built() {
        Map<String, Request> all = new TreeMap<>();
        QdiscVectors.put(all);
        ShaperVectors.put(all);
        FilterVectors.put(all);
        FlowerVectors.put(all);
        ActionVectors.put(all);
        return all;
    }

    static List<String> names() {
        return new ArrayList<>(CAPTURED.keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void isWhatTcSends(String name) {
        JsonNode vector = CAPTURED.get(name);
        Request request = BUILT.get(name);
        assertThat(request).as("built: %s", vector.get("cmd").asText()).isNotNull();
        byte[] captured = HexFormat.of().parseHex(vector.get("msg").asText());
        byte[] ours = request.toBytes();
        if (java.util.Arrays.equals(ours, captured)) {
            exact++;
            return;
        }
        assertThat(Canonical.of(ours)).as(vector.get("cmd").asText()).isEqualTo(Canonical.of(captured));
        reordered++;
    }

    @Test
    void nothingIsBuiltThatWasNotCaptured() {
        assertThat(BUILT.keySet()).isSubsetOf(CAPTURED.keySet());
    }

    @AfterAll
    static void report() {
        System.out.println("tc vectors: " + exact + " exact, " + reordered + " equal up to order and NLA_F_NESTED, of "
                + CAPTURED.size());
    }
}
