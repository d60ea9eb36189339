package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Inspection.State;
import dev.plumbline.host.change.Scope;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.runtime.demo.Shell;
import dev.plumbline.sriov.DeviceLinks;
import dev.plumbline.sriov.SriovDevices;
import dev.plumbline.sriov.TakeVfNetdev;
import dev.plumbline.vfio.Bdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A virtual function's link that lives in a pod is found there, taken, and given back as it was. The link is a veth here,
 * and an alias says which function it is of; all else is real.
 */
class VfNetdevTest {
    private static final Bdf VF = Bdf.parse("0000:3b:10.1");

    @TempDir
    private Path root;

    @TempDir
    private Path state;

    private Pod pod;
    private Scope scope;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(root.resolve("sys/bus/pci/devices/" + VF));
        pod = Pod.withVeth();
        pod.veth("eth1", 2);
        pod.ip("link set eth1 mtu 1400 txqueuelen 321 alias " + VF);
        pod.ip("link property add dev eth1 altname pods-second-link");
        pod.ip("addr add 10.77.2.3/24 dev eth1 label eth1:1");
        pod.ip("route add 10.9.0.0/16 via 10.77.2.1 dev eth1 metric 100 src 10.77.2.3 mtu 1300");
        pod.ip("-6 route add fd98::/64 via fd77:2::1 dev eth1 metric 50 pref high");
        pod.ip("neigh add 10.77.2.9 lladdr ee:ee:ee:ee:ee:ee dev eth1 nud permanent");
        scope = new Scope(Deadline.after(Duration.ofSeconds(20)));
        provide(scope);
    }

    private void provide(Scope into) {
        into.provide(Sysroot.class, () -> new Sysroot(root)).provide(DeviceLinks.class, () -> VfNetdevTest::byAlias);
    }

    private static Map<Bdf, Link> byAlias(RtNetlink netlink) {
        Map<Bdf, Link> found = new HashMap<>();
        for (Link link : netlink.links()) {
            link.alias().flatMap(Bdf::find).ifPresent(bdf -> found.put(bdf, link));
        }
        return found;
    }

    @AfterEach
    void remove() {
        pod.close(); // whose other end takes the link with it, wherever that is
        scope.close();
    }

    @Test
    void theLinkIsFoundTakenAndGivenBackWithAllThatItHad() {
        Map<String, JsonNode> before = pod.dump();
        TakeVfNetdev step = take();
        assertThat(step.netns()).endsWith("/" + pod.name());
        assertThat(step.inspect(scope).state()).isEqualTo(State.ABSENT);

        step.apply(scope);
        assertThat(pod.ip("link show")).doesNotContain("eth1");
        assertThat(Shell.run("ip link show dev " + step.nameHere())).contains("state DOWN");
        assertThat(step.inspect(scope).state()).isEqualTo(State.APPLIED);
        step.apply(scope);

        step.undo(scope);
        assertThat(pod.dump()).isEqualTo(before);
        step.undo(scope);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void aLinkThatLostItsSettingsMeanwhileGetsThemBack() {
        Map<String, JsonNode> before = pod.dump();
        TakeVfNetdev step = take();
        step.apply(scope);
        // As a driver would make it anew.
        Shell.run("ip link set " + step.nameHere() + " address 02:00:00:00:00:77 mtu 1500 txqueuelen 1000");
        Shell.run("ip link property del dev " + step.nameHere() + " altname pods-second-link");
        step.undo(scope);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void undoingWhatWasNeverBegunChangesNothing() {
        Map<String, JsonNode> before = pod.dump();
        take().undo(scope);
        assertThat(pod.dump()).isEqualTo(before);
    }

    @Test
    void aPodThatIsGoneIsOwedNothing() {
        TakeVfNetdev step = take();
        step.apply(scope);
        Shell.run("ip netns del " + pod.name());
        step.undo(scope);
        assertThat(Shell.run("ip link show dev " + step.nameHere())).contains(step.nameHere());
    }

    @Test
    void anotherNamespaceOfTheSameNameIsNotMeant() {
        TakeVfNetdev step = take();
        TakeVfNetdev other = new TakeVfNetdev(VF, step.netns(), step.inode() + 1_000_000, step.state());
        PlumblineException e = catchThrowableOfType(PlumblineException.class, () -> other.apply(scope));
        assertThat(e.problem().code()).isEqualTo("NETNS_NOT_FOUND");
        assertThat(pod.ip("link show")).contains("eth1");
    }

    @Test
    void aFunctionThatIsGoneHasNothingToGiveBack() throws IOException {
        TakeVfNetdev step = take();
        pod.ip("link del eth1");
        Files.delete(root.resolve("sys/bus/pci/devices/" + VF));
        step.undo(scope);
        assertThat(pod.ip("link show")).doesNotContain("eth1");
    }

    @Test
    void aFunctionWithoutALinkAnywhereIsNotFound() {
        pod.ip("link set eth1 alias other");
        assertThat(devices().taking(VF, Duration.ofSeconds(20))).isEmpty();
    }

    private SriovDevices devices() {
        return SriovDevices.of(new Sysroot(root), state, this::provide);
    }

    private TakeVfNetdev take() {
        return devices().taking(VF, Duration.ofSeconds(20)).orElseThrow();
    }
}
