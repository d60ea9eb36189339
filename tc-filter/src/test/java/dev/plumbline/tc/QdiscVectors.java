package dev.plumbline.tc;

import static dev.plumbline.tc.Handles.ROOT;
import static dev.plumbline.tc.uapi.PktSched.*;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.Request;
import dev.plumbline.tc.uapi.PktSched;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.List;
import java.util.Map;

/** Requests for qdiscs. */
final class QdiscVectors {
    static final int LINK = 11;

    private QdiscVectors() {}

    private static QdiscSpec root(Discipline discipline) {
        return QdiscSpec.root(LINK, discipline);
    }

    private static QdiscSpec root(int major, Discipline discipline) {
        return QdiscSpec.of(LINK, ROOT, Handles.of(major, 0), discipline);
    }

    private static QdiscSpec below(int parentMinor, int major, Discipline discipline) {
        return QdiscSpec.of(LINK, Handles.of(1, parentMinor), Handles.of(major, 0), discipline);
    }

    private static Discipline of(String kind, Attribute.Value<?>... options) {
        return Disciplines.of(kind, Options.of(options));
    }

    private static Discipline raw(String kind, Struct struct) {
        return Disciplines.of(kind, Options.struct(struct.toBytes()));
    }

    static void put(Map<String, Request> all) {
        all.put("qdisc-ingress", Qdiscs.add(Qdiscs.ingress(LINK)));
        all.put("qdisc-clsact", Qdiscs.add(Qdiscs.clsact(LINK)));
        all.put("qdisc-ingress-block", Qdiscs.add(Qdiscs.ingress(LINK).ingressBlock(22)));
        all.put(
                "qdisc-clsact-blocks",
                Qdiscs.add(Qdiscs.clsact(LINK).ingressBlock(22).egressBlock(23)));
        all.put("qdisc-del", Qdiscs.delete(LINK, Handles.INGRESS_PARENT, Handles.INGRESS, "ingress"));
        all.put("qdisc-del-clsact", Qdiscs.delete(Qdiscs.clsact(LINK)));
        all.put("qdisc-del-root", Qdiscs.delete(LINK, ROOT, 0));
        all.put("qdisc-del-handle", Qdiscs.delete(LINK, Handles.parse("1:10"), Handles.parse("20:"), "sfq"));
        all.put("qdisc-multiq-del", Qdiscs.delete(root(1, Disciplines.multiq())));
        all.put("qdisc-replace", Qdiscs.replace(root(Disciplines.pfifo(10))));
        all.put("qdisc-replace-handle", Qdiscs.replace(root(7, Disciplines.fqCodel())));
        all.put("qdisc-noqueue-replace", Qdiscs.replace(root(Disciplines.noqueue())));
        all.put("qdisc-change", Qdiscs.change(root(5, Disciplines.pfifo(20))));
        all.put("qdisc-link", Qdiscs.link(root(5, Disciplines.pfifo(20))));
        fifos(all);
        fair(all);
        others(all);
    }

    private static void fifos(Map<String, Request> all) {
        all.put("qdisc-noqueue", Qdiscs.add(root(Disciplines.noqueue())));
        all.put("qdisc-mq", Qdiscs.add(root(Disciplines.mq())));
        all.put("qdisc-bfifo", Qdiscs.add(root(5, Disciplines.bfifo(30000))));
        all.put("qdisc-pfifo-plain", Qdiscs.add(below(0x10, 0x10, Disciplines.plain("pfifo"))));
        all.put("qdisc-pfifo-fast", Qdiscs.add(root(Disciplines.plain("pfifo_fast"))));
        all.put("qdisc-pfifo-head", Qdiscs.add(root(raw("pfifo_head_drop", new Struct(4).u32(50)))));
        all.put("qdisc-estimator", Qdiscs.add(root(Disciplines.pfifo(10)).with(RtnetlinkTc.TCA_RATE.of(new byte[] {0, 3
        }))));
        all.put("qdisc-prio", Qdiscs.add(root(1, Disciplines.prio())));
        all.put(
                "qdisc-prio-map",
                Qdiscs.add(root(1, Disciplines.prio(4, 0, 1, 2, 3, 3, 2, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1))));
        all.put("qdisc-prio-short", Qdiscs.add(root(1, Disciplines.prio(5, 4, 3, 2, 1))));
        all.put("qdisc-multiq", Qdiscs.add(root(Disciplines.multiq())));
        all.put("qdisc-skbprio", Qdiscs.add(root(raw("skbprio", new Struct(4).u32(100)))));
        all.put("qdisc-plug", Qdiscs.add(root(raw("plug", new Struct(8).u32(3).u32(1000)))));
        all.put("qdisc-sfq", Qdiscs.add(root(Disciplines.sfq())));
        all.put("qdisc-sfq-perturb", Qdiscs.add(below(0x10, 0x20, Disciplines.sfq(1514, 10, 100))));
        all.put("qdisc-sfq-limit", Qdiscs.add(root(Disciplines.sfq(0, 0, 127))));
        all.put("qdisc-sfq-all", Qdiscs.add(root(Disciplines.sfq(0, 5, 1000, 512, 200, 100, true))));
        byte[] queues = {2, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        Struct mqprio = new Struct(84).put(queues).u16(1).u16(1);
        for (int i = 0; i < 14; i++) {
            mqprio.u16(0);
        }
        all.put("qdisc-mqprio", Qdiscs.add(root(raw("mqprio", mqprio.u16(0).u16(1)))));
        byte[] map = {8, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 1, 1, 3, 3, 3, 3, 1};
        all.put("qdisc-mqprio-plain", Qdiscs.add(root(raw("mqprio", new Struct(84).put(map)))));
        byte[] etf = new Struct(12).u32(300000).u32(11).toBytes();
        all.put("qdisc-etf", Qdiscs.add(root(of("etf", new AttributeOf(1).of(etf)))));
    }

    private static void fair(Map<String, Request> all) {
        all.put("qdisc-fq", Qdiscs.add(root(Disciplines.fq())));
        all.put(
                "qdisc-fq-nopacing",
                Qdiscs.add(root(Disciplines.fq(TCA_FQ_RATE_ENABLE.of(0), TCA_FQ_HORIZON_DROP.of(0)))));
        all.put(
                "qdisc-fq-all",
                Qdiscs.add(root(Disciplines.fq(
                        TCA_FQ_PLIMIT.of(5000),
                        TCA_FQ_FLOW_PLIMIT.of(50),
                        TCA_FQ_BUCKETS_LOG.of(9),
                        TCA_FQ_QUANTUM.of(3028),
                        TCA_FQ_INITIAL_QUANTUM.of(15140),
                        TCA_FQ_FLOW_MAX_RATE.of(12_500_000),
                        TCA_FQ_RATE_ENABLE.of(1),
                        TCA_FQ_FLOW_REFILL_DELAY.of(20_000),
                        TCA_FQ_LOW_RATE_THRESHOLD.of(125_000),
                        TCA_FQ_ORPHAN_MASK.of(1023),
                        TCA_FQ_TIMER_SLACK.of(5000),
                        TCA_FQ_CE_THRESHOLD.of(2000),
                        TCA_FQ_HORIZON.of(5_000_000),
                        TCA_FQ_HORIZON_DROP.of(1)))));
        all.put("qdisc-fq-codel-plain", Qdiscs.add(root(Disciplines.fqCodel())));
        all.put(
                "qdisc-fq-codel",
                Qdiscs.add(root(Disciplines.fqCodel(TCA_FQ_CODEL_LIMIT.of(1000), TCA_FQ_CODEL_TARGET.of(5000)))));
        all.put(
                "qdisc-fq-codel-handle",
                Qdiscs.add(below(
                        0x10, 0x110, Disciplines.fqCodel(TCA_FQ_CODEL_LIMIT.of(1200), TCA_FQ_CODEL_TARGET.of(2000)))));
        all.put(
                "qdisc-fq-codel-all",
                Qdiscs.add(root(Disciplines.fqCodel(
                        TCA_FQ_CODEL_LIMIT.of(2000),
                        TCA_FQ_CODEL_FLOWS.of(512),
                        TCA_FQ_CODEL_TARGET.of(10_000),
                        TCA_FQ_CODEL_INTERVAL.of(200_000),
                        TCA_FQ_CODEL_QUANTUM.of(300),
                        TCA_FQ_CODEL_ECN.of(0),
                        TCA_FQ_CODEL_CE_THRESHOLD.of(1000),
                        TCA_FQ_CODEL_MEMORY_LIMIT.of(4 << 20),
                        TCA_FQ_CODEL_DROP_BATCH_SIZE.of(32)))));
        all.put("qdisc-codel-plain", Qdiscs.add(root(Disciplines.codel())));
        all.put(
                "qdisc-codel",
                Qdiscs.add(root(Disciplines.codel(
                        TCA_CODEL_LIMIT.of(2000),
                        TCA_CODEL_TARGET.of(10_000),
                        TCA_CODEL_INTERVAL.of(200_000),
                        TCA_CODEL_ECN.of(1)))));
        all.put("qdisc-cake-plain", Qdiscs.add(root(Disciplines.cake())));
        all.put(
                "qdisc-cake",
                Qdiscs.add(root(Disciplines.cake(
                        TCA_CAKE_BASE_RATE64.of(2_500_000L),
                        TCA_CAKE_DIFFSERV_MODE.of(3),
                        TCA_CAKE_FLOW_MODE.of(7),
                        TCA_CAKE_AUTORATE.of(0),
                        TCA_CAKE_NAT.of(1),
                        TCA_CAKE_WASH.of(1),
                        TCA_CAKE_ACK_FILTER.of(1)))));
    }

    private static void others(Map<String, Request> all) {
        all.put(
                "qdisc-pie",
                Qdiscs.add(root(of("pie", TCA_PIE_LIMIT.of(1000), TCA_PIE_TARGET.of(20_000), TCA_PIE_ECN.of(1)))));
        all.put(
                "qdisc-fq-pie",
                Qdiscs.add(root(of(
                        "fq_pie",
                        TCA_FQ_PIE_LIMIT.of(1000),
                        TCA_FQ_PIE_FLOWS.of(512),
                        TCA_FQ_PIE_TARGET.of(15_000),
                        TCA_FQ_PIE_TUPDATE.of(15_000),
                        TCA_FQ_PIE_ECN.of(1)))));
        all.put("qdisc-hhf", Qdiscs.add(root(of("hhf", TCA_HHF_BACKLOG_LIMIT.of(2000), TCA_HHF_QUANTUM.of(1514)))));
        all.put(
                "qdisc-ets",
                Qdiscs.add(root(
                        1,
                        of(
                                "ets",
                                TCA_ETS_NBANDS.of(4),
                                TCA_ETS_NSTRICT.of(2),
                                Options.nest(
                                        TCA_ETS_QUANTA,
                                        List.of(TCA_ETS_QUANTA_BAND.of(3000), TCA_ETS_QUANTA_BAND.of(2000)))))));
        all.put(
                "qdisc-ets-map",
                Qdiscs.add(root(
                        1,
                        of(
                                "ets",
                                TCA_ETS_NBANDS.of(3),
                                TCA_ETS_NSTRICT.of(1),
                                Options.nest(TCA_ETS_QUANTA, List.of(TCA_ETS_QUANTA_BAND.of(1000))),
                                Options.nest(
                                        TCA_ETS_PRIOMAP,
                                        List.of(
                                                TCA_ETS_PRIOMAP_BAND.of(0),
                                                TCA_ETS_PRIOMAP_BAND.of(1),
                                                TCA_ETS_PRIOMAP_BAND.of(2),
                                                TCA_ETS_PRIOMAP_BAND.of(2)))))));
        all.put("qdisc-drr", Qdiscs.add(root(1, Disciplines.drr())));
        all.put("qdisc-qfq", Qdiscs.add(root(1, Disciplines.plain("qfq"))));
        all.put("qdisc-hfsc", Qdiscs.add(root(1, Disciplines.hfsc(0x10))));
        Rate slow = Rate.ofBits(10_000_000);
        int flags = PktSched.TC_RED_ECN | PktSched.TC_RED_ADAPTATIVE;
        all.put("qdisc-red", Qdiscs.add(root(new Red(400_000, 30_000, 90_000, 1000, 55, slow, 0.02, flags))));
        all.put("qdisc-red-plain", Qdiscs.add(root(new Red(400_000, 33_333, 100_000, 1000, 55, slow, 0.02, 0))));
        Red hard = new Red(102_400, 10_240, 30_720, 1500, 20, Rate.ofBits(100_000_000), 0.02, PktSched.TC_RED_HARDDROP);
        all.put("qdisc-red-hard", Qdiscs.add(below(1, 0x10, hard)));
    }

    /** An attribute of a table that is not declared. */
    private record AttributeOf(int type) {
        Attribute.Value<?> of(byte[] value) {
            return new dev.plumbline.netlink.wire.AttributeTable("undeclared")
                    .bytes(type, "undeclared")
                    .of(value);
        }
    }
}
