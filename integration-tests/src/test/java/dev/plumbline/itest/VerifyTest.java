package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.host.change.Inspection.Difference;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody changes by hand is found, named, and mended by attaching again where it was ours. */
class VerifyTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ALL = "u32 match u32 0 0 action mirred egress redirect dev ";

    @TempDir
    private Path state;

    private Pod pod;
    private AttachRequest request;

    @BeforeEach
    void attach() {
        pod = Pod.withVeth();
        request = AttachRequest.of("v", pod.name())
                .withPolicy(SandboxPolicy.defaults().withRates(100_000_000, 50_000_000));
        Plumbline.at(state).attach(request);
        assertThat(codes()).isEmpty();
    }

    @AfterEach
    void remove() {
        pod.close();
    }

    private List<String> codes() {
        return Plumbline.at(state).verify("v", LIMIT).differences().stream()
                .map(Difference::code)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "link set tap0_plumb down, LINK_DOWN",
        "link set eth0 down, LINK_DOWN",
        "link set tap0_plumb mtu 1400, MTU_DIFFERS",
        "link set eth0 mtu 1400, MTU_DIFFERS",
        "link set tap0_plumb address 02:00:00:00:00:99, MAC_DIFFERS",
        "link set eth0 address 02:00:00:00:00:99, MAC_DIFFERS",
        "link set tap0_plumb alias stranger, TAP_FOREIGN",
        "link del tap0_plumb, TAP_MISSING"
    })
    void aLinkThatIsNotAsItWas(String command, String code) {
        pod.ip(command);
        assertThat(codes()).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link set tap0_plumb down",
                "link set tap0_plumb mtu 1400",
                "link set eth0 mtu 1400",
                "link set tap0_plumb address 02:00:00:00:00:99",
                "link set eth0 address 02:00:00:00:00:99",
                "link del tap0_plumb"
            })
    void whatIsOursIsMendedAndWhatIsThePodsIsFollowed(String command) {
        pod.ip(command);
        Plumbline.at(state).attach(request);
        assertThat(codes()).isEmpty();
        Plumbline.at(state).detach("v", LIMIT);
        assertThat(pod.ip("-br link")).doesNotContain("plumb");
        assertThat(pod.tc("qdisc show")).doesNotContain("ingress").doesNotContain("htb");
    }

    @Test
    void aLinkThatWasRenamedIsFollowedAndDetachFindsItByItsIndex() {
        pod.ip("link set eth0 down");
        pod.ip("link set eth0 name net1");
        pod.ip("link set net1 up");
        assertThat(codes()).contains("LINK_RENAMED");
        assertThat(Plumbline.at(state).attach(request).nics())
                .singleElement()
                .satisfies(nic -> assertThat(nic.link()).isEqualTo("net1"));
        assertThat(codes()).isEmpty();
        pod.ip("link set net1 down");
        pod.ip("link set net1 name net2");
        Plumbline.at(state).detach("v", LIMIT);
        assertThat(pod.tc("qdisc show")).doesNotContain("ingress").doesNotContain("htb");
        assertThat(pod.ip("-br link")).doesNotContain("plumb");
    }

    @ParameterizedTest
    @CsvSource({
        "qdisc del dev eth0 ingress, QDISC_MISSING, true",
        "qdisc del dev tap0_plumb ingress, QDISC_MISSING, true",
        "filter del dev eth0 ingress, REDIRECT_MISSING, true",
        "filter del dev tap0_plumb ingress, REDIRECT_MISSING, true",
        "qdisc del dev tap0_plumb root, SHAPER_MISSING, true",
        "qdisc del dev eth0 root, SHAPER_MISSING, true",
        "class change dev eth0 classid 706c:1 htb rate 1mbit, RATE_DIFFERS, true"
    })
    void whatDirectsFramesIsMissedAndMended(String command, String code, boolean mended) {
        pod.tc(command);
        assertThat(codes()).contains(code);
        Plumbline.at(state).attach(request);
        assertThat(codes().isEmpty()).isEqualTo(mended);
    }

    @Test
    void aRedirectThatLeadsElsewhere() {
        pod.ip("link add elsewhere type veth peer name elsewhere2");
        pod.tc("filter replace dev eth0 ingress protocol all pref 49152 handle 800::800 " + ALL + "elsewhere");
        assertThat(codes()).contains("REDIRECT_WRONG_TARGET");
    }

    @Test
    void aRedirectThatIsThereTwice() {
        pod.tc("filter add dev eth0 ingress protocol all pref 50000 " + ALL + "tap0_plumb");
        assertThat(codes()).contains("REDIRECT_DUPLICATED");
    }

    @Test
    void whereRedirectsDoNotDeliverAMacvtapIsTakenAndSaidSo() {
        Plumbline.at(state).detach("v", LIMIT);
        // Somebody's filter takes every frame before ours does: to us, a redirect that does not deliver.
        pod.ip("link add elsewhere type veth peer name elsewhere2");
        pod.ip("link set elsewhere up");
        pod.ip("link set elsewhere2 up");
        pod.tc("qdisc add dev eth0 clsact");
        pod.tc("filter add dev eth0 ingress protocol all pref 7 " + ALL + "elsewhere");
        var before = pod.dump();
        var nic = Plumbline.at(state)
                .attach(AttachRequest.of("v", pod.name()))
                .nics()
                .get(0);
        assertThat(nic.model()).isEqualTo("macvtap");
        assertThat(nic.why()).contains("do not deliver");
        Plumbline.at(state).detach("v", LIMIT);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void severalTapsGoInOneMessage() {
        Plumbline.at(state).detach("v", LIMIT);
        for (int i = 1; i < 8; i++) {
            pod.veth("net" + i, 10 + i);
        }
        var before = pod.dump();
        List<String> order = new ArrayList<>();
        Plumbline.at(state).attach(AttachRequest.of("v", pod.name()));
        Plumbline.at(state).detach("v", LIMIT).steps().forEach(step -> order.add(step.step()));
        assertThat(order.subList(order.size() - 8, order.size())).containsOnly("CreateTap");
        assertThat(pod.dump()).isEqualTo(before);
    }
}
