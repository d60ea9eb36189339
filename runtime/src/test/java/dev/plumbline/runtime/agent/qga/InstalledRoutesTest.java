package dev.plumbline.runtime.agent.qga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.agent.GuestRoute;
import dev.plumbline.tap.PodRoute;
import dev.plumbline.tap.PodRoute.Nexthop;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstalledRoutesTest {
    private static final InstalledRoutes V4 = InstalledRoutes.of("""
            [{"dst":"default","gateway":"10.77.1.1","dev":"eth0","flags":[]},
             {"dst":"10.9.0.0/16","gateway":"10.77.1.1","dev":"eth0","metric":100,"metrics":[{"mtu":1400}],"flags":[]},
             {"dst":"10.7.0.0/16","tos":"0x10","gateway":"10.77.1.1","dev":"eth0","flags":[]},
             {"dst":"10.5.0.0/16","via":{"family":"inet6","host":"fe80::1"},"dev":"eth0","flags":[]},
             {"dst":"10.4.0.0/16","flags":[],"nexthops":[{"gateway":"10.77.1.1","dev":"eth0","weight":2,"flags":[]},
               {"gateway":"10.77.2.1","dev":"eth1","weight":1,"flags":[]}]},
             {"type":"7","dst":"10.66.0.0/16","metric":7,"flags":[]},
             {"dst":"10.8.0.0/16","gateway":"10.77.1.1","dev":"eth0","table":"100","flags":[]},
             {"type":"2","dst":"127.0.0.1","dev":"lo","table":"255","protocol":"2","scope":"254","flags":[]}]
            """, false);

    @Test
    void aRouteIsWhatItsKeyAndItsWaySay() {
        assertThat(V4.has(route("default", "10.77.1.1", 0, 254, "unicast", Map.of(), "eth0")))
                .isTrue();
        assertThat(V4.has(route("10.9.0.0/16", "10.77.1.1", 100, 254, "unicast", Map.of(), "eth0")))
                .isTrue();
        assertThat(V4.has(route("10.7.0.0/16", "10.77.1.1", 0, 254, "unicast", Map.of("tos", "0x10"), "eth0")))
                .isTrue();
        assertThat(V4.has(route("10.5.0.0/16", "fe80::1", 0, 254, "unicast", Map.of(), "eth0")))
                .isTrue();
        assertThat(V4.has(route("10.66.0.0/16", null, 7, 254, "unreachable", Map.of(), null)))
                .isTrue();
        assertThat(V4.has(route("10.8.0.0/16", "10.77.1.1", 0, 100, "unicast", Map.of(), "eth0")))
                .isTrue();
        assertThat(List.of(
                        route("10.9.0.0/16", "10.77.1.1", 99, 254, "unicast", Map.of(), "eth0"),
                        route("10.9.0.0/16", "10.77.1.2", 100, 254, "unicast", Map.of(), "eth0"),
                        route("10.9.0.0/16", "10.77.1.1", 100, 254, "unicast", Map.of(), "eth1"),
                        route("10.7.0.0/16", "10.77.1.1", 0, 254, "unicast", Map.of(), "eth0"),
                        route("10.66.0.0/16", null, 7, 254, "blackhole", Map.of(), null),
                        route("10.8.0.0/16", "10.77.1.1", 0, 254, "unicast", Map.of(), "eth0")))
                .noneMatch(V4::has);
    }

    @Test
    void allWaysOfAMultipathRouteMustBeThere() {
        Nexthop one = new Nexthop("10.77.1.1", "eth0", 2, false);
        Nexthop two = new Nexthop("10.77.2.1", "eth1", 1, false);
        assertThat(V4.has(multipath(one, two))).isTrue();
        assertThat(V4.has(multipath(one, new Nexthop("10.77.3.1", "eth1", 1, false))))
                .isFalse();
    }

    @Test
    void anIpv6RouteWithoutAMetricHasTheUsualOne() {
        InstalledRoutes v6 = InstalledRoutes.of(
                "[{\"dst\":\"default\",\"gateway\":\"fd77:1::1\",\"dev\":\"eth0\",\"metric\":1024}]", true);
        for (int metric : new int[] {0, 1024}) {
            assertThat(v6.has(new GuestRoute(
                            of("default", "inet6", "fd77:1::1", metric, 254, "unicast", Map.of(), List.of()), "eth0")))
                    .isTrue();
        }
    }

    @Test
    void whatIsNoListOfRoutesIsAnError() {
        for (String output : new String[] {"Error: option", "[{\"dst\":\"nowhere\"}]", "[{\"dst\":\"10.0.0.0/99\"}]"}) {
            assertThatThrownBy(() -> InstalledRoutes.of(output, false)).hasMessageContaining("no routes");
        }
        assertThat(InstalledRoutes.of("[ ]", false).routes()).isEmpty();
        assertThat(InstalledRoutes.of("", false).routes()).isEmpty();
    }

    private static GuestRoute multipath(Nexthop... hops) {
        return new GuestRoute(of("10.4.0.0/16", "inet", null, 0, 254, "unicast", Map.of(), List.of(hops)), null);
    }

    private static GuestRoute route(
            String dst,
            @Nullable String gateway,
            int metric,
            int table,
            String type,
            Map<String, String> options,
            @Nullable String device) {
        return new GuestRoute(of(dst, "inet", gateway, metric, table, type, options, List.of()), device);
    }

    private static PodRoute of(
            String dst,
            String family,
            @Nullable String gateway,
            int metric,
            int table,
            String type,
            Map<String, String> options,
            List<Nexthop> hops) {
        return new PodRoute(
                dst, family, gateway, metric, table, "global", "boot", type, null, false, null, null, Map.of(), options,
                List.of(), hops);
    }
}
