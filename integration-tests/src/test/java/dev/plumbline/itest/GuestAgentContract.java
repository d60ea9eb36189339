package dev.plumbline.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.PlumblineException;
import dev.plumbline.host.Problem.Kind;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.NicReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.agent.AgentException;
import dev.plumbline.runtime.agent.GuestAgent;
import dev.plumbline.runtime.agent.GuestNeighbour;
import dev.plumbline.runtime.agent.GuestNic;
import dev.plumbline.runtime.agent.GuestNic.FoundBy;
import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.runtime.agent.GuestTables;
import dev.plumbline.runtime.demo.GuestVm;
import dev.plumbline.tap.PodAddress;
import dev.plumbline.tap.PodNeighbour;
import dev.plumbline.tap.PodRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What any agent does, whichever program it is, looked at in a real guest. */
abstract class GuestAgentContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path state;

    private Pod pod;
    private GuestAgent agent;
    private GuestShell guest;

    abstract GuestVm vm();

    abstract GuestAgent connect(Deadline deadline);

    @BeforeEach
    void open() {
        pod = Pod.withVeth();
        agent = connect(deadline());
        guest = GuestShell.of(vm());
    }

    @AfterEach
    void close() {
        try {
            agent.close();
            guest.close();
            Plumbline.at(state).list().forEach(sandbox -> Plumbline.at(state).detach(sandbox.sandbox(), LIMIT));
        } finally {
            pod.close();
        }
    }

    @Test
    void aNicGetsItsNameItsMtuAndItsAddressesAndGetsThemTwice() {
        NicReport plugged = plug().get(0);
        GuestNic nic = nic(plugged, "fifteen-letters", "10.77.1.2/24", "fd77:1::2/64");
        for (int i = 0; i < 2; i++) {
            agent.configure(nic, deadline());
            assertThat(agent.find(nic, deadline())).hasValueSatisfying(found -> {
                assertThat(found.name()).isEqualTo("fifteen-letters");
                assertThat(found.mac()).isEqualTo(plugged.mac());
                assertThat(found.addresses()).contains("10.77.1.2/24", "fd77:1::2/64");
            });
            assertThat(guest.run("ip link show dev fifteen-letters")).contains("mtu 1400", "UP");
            assertThat(guest.run("ip addr show dev fifteen-letters")).contains("10.77.1.2/24", "fd77:1::2/64");
        }
    }

    @Test
    void anotherNicThatHasTheNameIsMovedOutOfTheWay() {
        pod.veth("eth1", 2);
        List<NicReport> plugged = plug();
        // The guest called them eth0 and eth1 in the order in which they came.
        agent.configure(nic(plugged.get(0), "eth1", "10.77.1.2/24"), deadline());
        agent.configure(nic(plugged.get(1), "eth0", "10.77.2.2/24"), deadline());
        assertThat(guest.run("ip -br -4 addr"))
                .containsPattern("eth1 +\\w+ +10.77.1.2/24")
                .containsPattern("eth0 +\\w+ +10.77.2.2/24");
    }

    @Test
    void aNicThatComesLateIsWaitedFor() {
        AttachRequest request = AttachRequest.of("late", pod.name()).withQmp(vm().qmp());
        NicReport planned = plug().get(0);
        Plumbline.at(state).detach("contract", LIMIT);
        CompletableFuture<List<NicReport>> plugging = CompletableFuture.supplyAsync(() -> {
            pause(700);
            return Plumbline.at(state).attach(request).nics();
        });
        agent.configure(nic(planned, "eth0", "10.77.1.2/24"), deadline());
        assertThat(plugging.join().get(0).guest().pciPath())
                .isEqualTo(planned.guest().pciPath());
        assertThat(guest.run("ip -br -4 addr")).containsPattern("eth0 +\\w+ +10.77.1.2/24");
    }

    @Test
    void aNicThatIsNotThereIsAnErrorInTimeAndIsNotFound() {
        GuestNic nobody = new GuestNic("02:00:00:00:99:99", null, FoundBy.MAC, "eth0", 1500, List.of());
        assertThat(agent.find(nobody, deadline())).isEmpty();
        long started = System.nanoTime();
        PlumblineException e = catchThrowableOfType(
                PlumblineException.class, () -> agent.configure(nobody, Deadline.after(Duration.ofSeconds(1))));
        assertThat(e.problem().code()).isEqualTo("GUEST_NIC_MISSING");
        assertThat(e.problem().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void routesAndNeighboursAreInstalledAndOneThatIsGoneIsMissedAndComesBack() {
        agent.configure(nic(plug().get(0), "eth0", "10.77.1.2/24", "fd77:1::2/64"), deadline());
        List<GuestRoute> routes = List.of(
                // Only the second makes the way to the first one's gateway.
                route("10.9.0.0/16", "inet", "192.0.2.1", null, false),
                route("192.0.2.0/24", "inet", null, null, false),
                route("198.51.100.0/24", "inet", "169.254.1.1", "10.77.1.2", true),
                route("default", "inet", "10.77.1.1", null, false),
                route("default", "inet6", "fd77:1::1", null, false),
                route("fd98::/64", "inet6", null, null, false));
        GuestTables tables = new GuestTables(
                routes,
                List.of(
                        new GuestNeighbour("eth0", PodNeighbour.permanent("10.77.1.9", "ee:ee:ee:ee:ee:ee")),
                        new GuestNeighbour("eth0", PodNeighbour.permanent("fd77:1::9", "ee:ee:ee:ee:ee:ee"))),
                List.of());
        assertThat(agent.missing(routes, deadline())).containsExactlyInAnyOrderElementsOf(routes);
        for (int i = 0; i < 2; i++) {
            agent.route(tables, deadline());
            assertThat(agent.missing(routes, deadline())).isEmpty();
        }
        assertThat(guest.run("ip route show"))
                .contains("10.9.0.0/16 via 192.0.2.1 dev eth0")
                .contains("198.51.100.0/24 via 169.254.1.1 dev eth0")
                .contains("src 10.77.1.2", "onlink", "mtu 1300")
                .contains("default via 10.77.1.1 dev eth0");
        assertThat(guest.run("ip -6 route show")).contains("default via fd77:1::1 dev eth0", "fd98::/64 dev eth0");
        assertThat(guest.run("ip neigh show nud permanent")).contains("10.77.1.9", "fd77:1::9");

        guest.run("ip route del 10.9.0.0/16");
        guest.run("ip -6 route del fd98::/64");
        assertThat(agent.missing(routes, deadline())).containsExactlyInAnyOrder(routes.get(0), routes.get(5));
        agent.route(tables, deadline());
        assertThat(agent.missing(routes, deadline())).isEmpty();
        agent.unroute(tables, deadline()); // what the agent cannot take back is no error
    }

    @Test
    void whatTheGuestsKernelRefusesIsAnErrorWithItsWords() {
        agent.configure(nic(plug().get(0), "eth0", "10.77.1.2/24"), deadline());
        GuestTables tables = new GuestTables(
                List.of(route("10.9.0.0/16", "inet", "203.0.113.1", null, false)), List.of(), List.of());
        AgentException e = catchThrowableOfType(AgentException.class, () -> agent.route(tables, deadline()));
        assertThat(e.problem().kind()).isEqualTo(Kind.REFUSED);
        assertThat(e.text()).contains("Nexthop has invalid gateway");
    }

    @Test
    void aNameThatTheKernelRefusesIsRefusedBeforeTheGuestIsAsked() {
        for (String name : new String[] {"", "sixteen-letters-", "a/b", "a b", ".."}) {
            GuestNic nic = new GuestNic("02:00:00:00:00:01", null, FoundBy.MAC, name, 1500, List.of());
            assertThat(agent.canConfigure(nic)).as(name).isFalse();
            assertThat(agent.notRepresentable(List.of(nic), GuestTables.EMPTY))
                    .as(name)
                    .isNotEmpty();
            PlumblineException e =
                    catchThrowableOfType(PlumblineException.class, () -> agent.configure(nic, deadline()));
            assertThat(e.problem().kind()).as(name).isEqualTo(Kind.BAD_INPUT);
        }
    }

    /** Plugs the pod's links into the guest, which nobody tells of them. */
    private List<NicReport> plug() {
        return Plumbline.at(state)
                .attach(AttachRequest.of("contract", pod.name()).withQmp(vm().qmp()))
                .nics();
    }

    private static GuestNic nic(NicReport plugged, String name, String... addresses) {
        return new GuestNic(
                plugged.mac(),
                plugged.guest().pciPath(),
                FoundBy.MAC,
                name,
                1400,
                java.util.Arrays.stream(addresses).map(PodAddress::of).toList());
    }

    private static GuestRoute route(
            String dst, String family, @Nullable String gateway, @Nullable String prefsrc, boolean onlink) {
        return new GuestRoute(
                new PodRoute(
                        dst,
                        family,
                        gateway,
                        0,
                        254,
                        gateway == null ? "link" : "global",
                        "boot",
                        "unicast",
                        prefsrc,
                        onlink,
                        onlink ? 1300 : null,
                        null,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        List.of()),
                "eth0");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Deadline deadline() {
        return Deadline.after(LIMIT);
    }
}
