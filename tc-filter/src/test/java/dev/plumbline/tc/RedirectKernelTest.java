package dev.plumbline.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.tc.uapi.IfEther;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redirects in a real kernel, read back with tc(8) and with our own views. */
class RedirectKernelTest {
    private static final String COOKIE = "706c756d626c696e65000102030405ff";
    private static final byte[] OURS = HexFormat.of().parseHex(COOKIE);
    private static final int PRIORITY = 0xc000;

    private final ScratchNamespace scratch = new ScratchNamespace();
    private TrafficControl tc;
    private int eth0;
    private int tap0;

    @BeforeEach
    void look() {
        tc = scratch.trafficControl();
        eth0 = scratch.ifindex("eth0");
        tap0 = scratch.ifindex("tap0");
    }

    @AfterEach
    void drop() {
        scratch.close();
    }

    private void redirect(int from, int to) {
        tc.execute("redirect", Redirect.request(from, to, PRIORITY, OURS));
    }

    @Test
    void twoRedirectsJoinALinkAndATap() {
        tc.execute("add ingress to eth0", Qdiscs.add(Qdiscs.ingress(eth0)));
        tc.execute("add ingress to tap0", Qdiscs.add(Qdiscs.ingress(tap0)));
        redirect(eth0, tap0);
        redirect(tap0, eth0);

        assertThat(tc.ingress(eth0)).map(Qdisc::kind).contains("ingress");
        assertThat(tc.qdiscs())
                .filteredOn(Qdisc::isIngress)
                .extracting(Qdisc::ifindex)
                .contains(eth0, tap0);
        List<Filter> filters = tc.filters(eth0, Handles.FILTER_INGRESS);
        assertThat(filters).hasSize(1);
        assertThat(Redirect.find(filters, OURS)).isEqualTo(filters);
        Filter filter = filters.get(0);
        assertThat(filter.priority()).isEqualTo(PRIORITY);
        assertThat(filter.protocol()).isEqualTo(IfEther.ETH_P_ALL);
        assertThat(filter.kind()).isEqualTo("u32");
        assertThat(filter.chain()).isZero();
        Action action = filter.actions().get(0);
        assertThat(action.mirredTarget()).hasValue(tap0);
        assertThat(action.mirredEgressRedirect()).isTrue();
        assertThat(action.cookie()).hasValue(OURS);

        JsonNode seen = scratch.tcJson("filter show dev tap0 ingress");
        assertThat(seen.toString())
                .contains("\"mirred_action\":\"redirect\"", "\"direction\":\"egress\"", "\"to_dev\":\"eth0\"");
        assertThat(seen.findValuesAsText("cookie")).contains(COOKIE);
        assertThat(seen.findValuesAsText("pref")).contains(Integer.toString(PRIORITY));
    }

    @Test
    void aClsactQdiscThatIsThereTakesTheRedirect() {
        scratch.tc("qdisc add dev eth0 clsact");
        redirect(eth0, tap0);

        assertThat(tc.ingress(eth0)).map(Qdisc::kind).contains("clsact");
        assertThat(Redirect.find(tc.filters(eth0, Handles.FILTER_INGRESS), OURS))
                .hasSize(1);
        assertThat(tc.filters(eth0, Handles.FILTER_EGRESS)).isEmpty();
        assertThat(scratch.tcJson("filter show dev eth0 ingress").toString()).contains("tap0");
    }

    @Test
    void aFilterBelowTheIngressHandleIsTheSameAsOneBelowTheHook() {
        tc.execute("add ingress", Qdiscs.add(Qdiscs.ingress(eth0)));
        scratch.tc("filter add dev eth0 parent ffff: protocol all prio 7 u32 match u32 0 0"
                + " action mirred egress redirect dev tap0 cookie " + COOKIE);

        assertThat(Redirect.find(tc.filters(eth0, Handles.FILTER_INGRESS), OURS))
                .hasSize(1);
    }

    @Test
    void theRemovalOfARedirectLeavesAStrangersFilter() {
        tc.execute("add ingress", Qdiscs.add(Qdiscs.ingress(eth0)));
        scratch.tc("filter add dev eth0 ingress protocol ip prio 5 u32 match ip dst 10.0.0.1"
                + " action mirred egress mirror dev tap0");
        redirect(eth0, tap0);
        List<Filter> before = tc.filters(eth0, Handles.FILTER_INGRESS);
        assertThat(before).hasSize(2);

        tc.execute("remove redirect", Filters.delete(Redirect.find(before, OURS).get(0)));

        assertThat(tc.filters(eth0, Handles.FILTER_INGRESS)).singleElement().satisfies(stranger -> {
            assertThat(stranger.priority()).isEqualTo(5);
            assertThat(stranger.protocol()).isEqualTo(IfEther.ETH_P_IP);
            assertThat(stranger.actions().get(0).cookie()).isEmpty();
            assertThat(stranger.actions().get(0).mirredEgressRedirect()).isFalse();
        });
    }

    @Test
    void aRedirectWhoseTargetIsGoneHasNoTarget() {
        tc.execute("add ingress", Qdiscs.add(Qdiscs.ingress(eth0)));
        redirect(eth0, tap0);
        scratch.ip("link del tap0");

        Filter filter =
                Redirect.find(tc.filters(eth0, Handles.FILTER_INGRESS), OURS).get(0);

        assertThat(filter.actions().get(0).mirredTarget()).isEmpty();
    }

    @Test
    void withoutAQdiscTheKernelSaysWhy() {
        assertThatThrownBy(() -> redirect(eth0, tap0)).isInstanceOfSatisfying(NetlinkException.class, e -> {
            assertThat(e.kernelText()).contains("Qdisc");
            assertThat(e.problem().object()).isEqualTo("redirect");
        });
    }

    @Test
    void aSecondIngressQdiscIsRefusedAndReplacedByNobody() {
        tc.execute("add ingress", Qdiscs.add(Qdiscs.ingress(eth0)));

        assertThatThrownBy(() -> tc.execute("again", Qdiscs.add(Qdiscs.clsact(eth0))))
                .isInstanceOf(NetlinkException.class);
        tc.execute("remove", Qdiscs.delete(eth0, Handles.INGRESS_PARENT, Handles.INGRESS));
        assertThat(tc.ingress(eth0)).isEmpty();
    }
}
