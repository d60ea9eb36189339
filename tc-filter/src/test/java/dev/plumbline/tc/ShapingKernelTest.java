package dev.plumbline.tc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.netlink.IpPrefix;
import dev.plumbline.tc.uapi.IfEther;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rates and classes in a real kernel, read back with tc(8) and with our own views. */
class ShapingKernelTest {
    private static final int ONE = Handles.parse("1:");
    private static final int TEN = Handles.parse("1:10");

    private final ScratchNamespace scratch = new ScratchNamespace();
    private TrafficControl tc;
    private int eth0;

    @BeforeEach
    void look() {
        tc = scratch.trafficControl();
        eth0 = scratch.ifindex("eth0");
    }

    @AfterEach
    void drop() {
        scratch.close();
    }

    @Test
    void htbHasTheRatesThatWereAskedFor() {
        tc.execute("add htb", Qdiscs.add(QdiscSpec.of(eth0, Handles.ROOT, ONE, Disciplines.htb(0x10))));
        HtbClass fast = HtbClass.rate(Rate.ofBits(50_000_000_000L)).quantum(60_000);
        tc.execute("add 1:10", Classes.add(ClassSpec.of(eth0, ONE, TEN, fast)));
        HtbClass slow = HtbClass.rate(Rate.ofBits(10_000_000))
                .ceiling(Rate.ofBits(20_000_000))
                .burst(15 * 1024)
                .priority(3);
        tc.execute("add 1:11", Classes.add(ClassSpec.of(eth0, ONE, Handles.parse("1:11"), slow)));

        assertThat(tc.classes(eth0)).extracting(TrafficClass::handle).contains(TEN, Handles.parse("1:11"));
        String classes = scratch.tc("-d class show dev eth0");
        assertThat(classes)
                .contains("class htb 1:10", "rate 50Gbit", "ceil 50Gbit")
                .contains("class htb 1:11", "prio 3", "rate 10Mbit", "ceil 20Mbit", "burst 15Kb");

        tc.execute("change", Classes.change(ClassSpec.of(eth0, ONE, TEN, HtbClass.rate(Rate.ofBits(1_000_000)))));
        assertThat(scratch.tc("class show dev eth0")).contains("rate 1Mbit");
        tc.execute("remove", Classes.delete(eth0, 0, TEN));
        assertThat(tc.classes(eth0)).extracting(TrafficClass::handle).doesNotContain(TEN);
    }

    @Test
    void u32PutsPacketsIntoAClassThroughAHashTable() {
        tc.execute("add htb", Qdiscs.add(QdiscSpec.of(eth0, Handles.ROOT, ONE, Disciplines.htb(0x10))));
        HtbClass htb = HtbClass.rate(Rate.ofBits(10_000_000));
        tc.execute("add 1:10", Classes.add(ClassSpec.of(eth0, ONE, TEN, htb)));
        int table = 0x00200000;
        tc.execute(
                "add table",
                Filters.add(FilterSpec.of(eth0, ONE, 5, IfEther.ETH_P_IP, U32.hashTable(256))
                        .handle(table)));
        U32 entry = U32.empty()
                .bucket(table | 0x7b << 12)
                .match(U32Key.source(IpPrefix.of("192.168.0.123")))
                .flowId(TEN);
        tc.execute("add entry", Filters.add(FilterSpec.of(eth0, ONE, 5, IfEther.ETH_P_IP, entry)));

        assertThat(tc.filters(eth0, ONE)).singleElement().satisfies(filter -> {
            assertThat(filter.handle() >>> 20).isEqualTo(2);
            assertThat(filter.isHashTable()).isFalse();
            assertThat(filter.actions()).isEmpty();
        });
        JsonNode seen = scratch.tcJson("filter show dev eth0");
        assertThat(seen.findValuesAsText("flowid")).contains("1:10");
    }

    @Test
    void tbfHasTheRateThatWasAskedFor() {
        Tbf tbf = Tbf.latency(Rate.ofBits(10_000_000), 32 * 1024, 50_000);
        tc.execute("add tbf", Qdiscs.add(QdiscSpec.root(eth0, tbf)));

        assertThat(scratch.tc("qdisc show dev eth0")).contains("tbf", "rate 10Mbit", "burst 32Kb", "lat 50ms");
        tc.execute("replace", Qdiscs.replace(QdiscSpec.root(eth0, Disciplines.pfifo(17))));
        assertThat(scratch.tc("qdisc show dev eth0")).contains("pfifo", "limit 17p");
        tc.execute("remove", Qdiscs.delete(eth0, Handles.ROOT, 0));
        assertThat(tc.qdiscs())
                .noneMatch(qdisc -> qdisc.ifindex() == eth0 && qdisc.kind().equals("pfifo"));
    }
}
