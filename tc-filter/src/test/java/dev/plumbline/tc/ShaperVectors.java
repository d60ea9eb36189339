package dev.plumbline.tc;

import static dev.plumbline.tc.QdiscVectors.LINK;
import static dev.plumbline.tc.uapi.PktSched.*;

import dev.plumbline.netlink.wire.Request;
import java.util.Map;

/** Requests for what shapes: htb, tbf, hfsc, netem, and the tables of sizes. */
final class ShaperVectors {
    private static final int K = 1024;

    private ShaperVectors() {}

    private static Rate mbit(long n) {
        return Rate.ofBits(n * 1_000_000);
    }

    private static Rate gbit(long n) {
        return mbit(n * 1000);
    }

    private static Request root(Discipline discipline) {
        return Qdiscs.add(QdiscSpec.root(LINK, discipline));
    }

    private static QdiscSpec htb(Discipline discipline) {
        return QdiscSpec.of(LINK, Handles.ROOT, Handles.of(1, 0), discipline);
    }

    private static ClassSpec of(int minor, HtbClass htb) {
        return ClassSpec.of(LINK, Handles.parse("1:"), Handles.of(1, minor), htb);
    }

    static void put(Map<String, Request> all) {
        all.put("qdisc-htb", Qdiscs.add(htb(Disciplines.htb(0x10))));
        all.put("qdisc-htb-r2q", Qdiscs.add(htb(Disciplines.htb(0x20, 20))));
        all.put(
                "qdisc-htb-offload",
                Qdiscs.add(htb(Disciplines.htb(0, 10, TCA_HTB_DIRECT_QLEN.of(500), TCA_HTB_OFFLOAD.of(true)))));
        all.put(
                "qdisc-stab",
                Qdiscs.add(htb(Disciplines.htb(0x10)).sizeTable(SizeTable.of(20, 64, LinkLayer.ETHERNET))));
        all.put(
                "qdisc-stab-atm",
                Qdiscs.add(htb(Disciplines.htb(0x10)).sizeTable(new SizeTable(30, 68, 2048, 512, LinkLayer.ATM))));
        classes(all);
        tbf(all);
        netem(all);
    }

    private static void classes(Map<String, Request> all) {
        all.put(
                "htb-class",
                Classes.add(of(0x10, HtbClass.rate(mbit(10)).ceiling(mbit(20)).burst(15 * K))));
        all.put("htb-class-gbit", Classes.add(of(0x11, HtbClass.rate(gbit(50)))));
        all.put(
                "htb-class-50g-mtu",
                Classes.add(of(0x11, HtbClass.rate(gbit(50)).largestPacket(65000))));
        all.put(
                "htb-class-50g-burst",
                Classes.add(of(
                        0x11,
                        HtbClass.rate(gbit(50)).burst(K * K).ceiling(gbit(60)).ceilingBurst(2 * K * K))));
        all.put(
                "htb-class-all",
                Classes.add(ClassSpec.of(
                        LINK,
                        Handles.parse("1:1"),
                        Handles.parse("1:12"),
                        HtbClass.rate(mbit(5).minimum(64).overhead(20))
                                .ceiling(mbit(10).minimum(64).overhead(20))
                                .burst(20 * K)
                                .ceilingBurst(30 * K)
                                .priority(3)
                                .quantum(3000))));
        Rate atm = mbit(2).overhead(44).linkLayer(LinkLayer.ATM);
        all.put("htb-class-linklayer", Classes.add(of(0x13, HtbClass.rate(atm))));
        all.put("htb-class-mtu", Classes.add(of(0x13, HtbClass.rate(gbit(1)).largestPacket(9000))));
        all.put("htb-class-slow", Classes.add(of(0x14, HtbClass.rate(Rate.ofBits(8000)))));
        all.put("htb-class-ceil64", Classes.add(of(0x15, HtbClass.rate(gbit(10)).ceiling(gbit(40)))));
        all.put("htb-class-change", Classes.change(of(0x10, HtbClass.rate(mbit(20)))));
        all.put(
                "htb-class-replace",
                Classes.replace(of(0x10, HtbClass.rate(mbit(20)).ceiling(mbit(30)))));
        all.put("htb-class-del", Classes.delete(LINK, 0, Handles.parse("1:10")));
        all.put("htb-class-del-parent", Classes.delete(LINK, Handles.parse("1:"), Handles.parse("1:10")));
        int parent = Handles.parse("1:");
        all.put(
                "drr-class",
                Classes.add(ClassSpec.of(LINK, parent, Handles.parse("1:1"), "drr", TCA_DRR_QUANTUM.of(3000))));
        all.put(
                "qfq-class",
                Classes.add(ClassSpec.of(
                        LINK, parent, Handles.parse("1:1"), "qfq", TCA_QFQ_WEIGHT.of(10), TCA_QFQ_LMAX.of(2048))));
        all.put(
                "hfsc-class",
                Classes.add(ClassSpec.of(
                        LINK,
                        parent,
                        Handles.parse("1:10"),
                        "hfsc",
                        TCA_HFSC_FSC.of(ServiceCurve.flat(625_000).toBytes()),
                        TCA_HFSC_USC.of(ServiceCurve.flat(1_250_000).toBytes()))));
        byte[] curve = new ServiceCurve(1_250_000, 10_000, 625_000).toBytes();
        all.put(
                "hfsc-class-sc",
                Classes.add(ClassSpec.of(
                        LINK, parent, Handles.parse("1:11"), "hfsc", TCA_HFSC_RSC.of(curve), TCA_HFSC_FSC.of(curve))));
    }

    private static void tbf(Map<String, Request> all) {
        all.put("qdisc-tbf", root(Tbf.latency(mbit(10), 32 * K, 50_000)));
        all.put(
                "qdisc-tbf-peak",
                Qdiscs.add(QdiscSpec.of(
                        LINK,
                        Handles.ROOT,
                        Handles.parse("10:"),
                        Tbf.latency(mbit(1), 5 * K, 70_000).peakRate(mbit(2), 1540))));
        all.put("qdisc-tbf-limit", root(Tbf.limit(mbit(1).minimum(64).overhead(8), 10 * K, 30_000)));
        all.put("qdisc-tbf-50g", root(Tbf.latency(gbit(50), K * K, 5000)));
        all.put("qdisc-tbf-50g-peak", root(Tbf.latency(gbit(50), K * K, 5000).peakRate(gbit(60), 65000)));
        all.put("qdisc-tbf-mtu", root(Tbf.limit(mbit(10), 64 * K, 100 * K).largestPacket(9000)));
    }

    private static void netem(Map<String, Request> all) {
        all.put("qdisc-netem", root(Netem.link().delay(10_000).loss(0.01, 0)));
        // tc 6.1 reads the correlation of duplicates, but sends it only beside that of a delay or a loss.
        all.put("qdisc-netem-dup", root(Netem.link().duplicate(0.01, 0)));
        all.put("qdisc-netem-longdelay", root(Netem.link().delay(10_000_000)));
        all.put("qdisc-netem-reorder", root(Netem.link().delay(10_000).reorder(0.25, 0, 1)));
        all.put(
                "qdisc-netem-jitter",
                root(Netem.link()
                        .delay(100_000, 10_000, 0.25)
                        .loss(0.003, 0.25)
                        .duplicate(0.01, 0)
                        .reorder(0.25, 0.5, 5)
                        .corrupt(0.001, 0)
                        .limit(500)));
        all.put("qdisc-netem-rate", root(Netem.link().rate(1_250_000).limit(100)));
        all.put("qdisc-netem-rate-overhead", root(Netem.link().rate(625, 20, 100, 5)));
        all.put("qdisc-netem-bigrate", root(Netem.link().rate(6_250_000_000L)));
        all.put("qdisc-netem-gilbert", root(Netem.link().lossGilbertElliott(0.01, 0.1, 0.7, 0.001)));
        all.put("qdisc-netem-gilbert-short", root(Netem.link().lossGilbertElliott(0.01, 0.99, 1, 0)));
        all.put("qdisc-netem-gilbert-two", root(Netem.link().lossGilbertElliott(0.01, 0.1, 1, 0)));
        all.put("qdisc-netem-state", root(Netem.link().lossStates(0.01, 0.1, 0, 1, 0)));
        all.put("qdisc-netem-state-one", root(Netem.link().lossStates(0.01, 0.99, 0, 1, 0)));
        all.put("qdisc-netem-state-all", root(Netem.link().lossStates(0.01, 0.02, 0.03, 0.04, 0.05)));
        all.put("qdisc-netem-ecn", root(Netem.link().loss(0.05, 0).mark()));
        all.put("qdisc-netem-slot", root(Netem.link().slot(800_000, 1_000_000, 32, 65536)));
        all.put("qdisc-netem-slot-min", root(Netem.link().slot(800_000, 800_000, 0, 0)));
        all.put("qdisc-netem-delay-us", Qdiscs.change(htb(Netem.link().delay(250))));
    }
}
