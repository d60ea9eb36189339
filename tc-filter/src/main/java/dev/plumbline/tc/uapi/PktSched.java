package dev.plumbline.tc.uapi;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.netlink.wire.AttributeTable;
import dev.plumbline.netlink.wire.Attributes;

/** {@code linux/pkt_sched.h}: queueing disciplines and their classes. Times are in microseconds, rates in bytes per second. */
public final class PktSched {
    public static final int TC_LINKLAYER_ETHERNET = 1;
    public static final int TC_LINKLAYER_ATM = 2;
    public static final int TC_RTAB_SIZE = 1024;
    public static final int TC_HTB_PROTOVER = 3;
    public static final int TC_RED_ECN = 1;
    public static final int TC_RED_HARDDROP = 2;
    public static final int TC_RED_ADAPTATIVE = 4;
    public static final int TC_RED_NODROP = 8;

    public static final AttributeTable TCA_TBF = new AttributeTable("TCA_TBF");
    public static final Attribute<byte[]> TCA_TBF_PARMS = TCA_TBF.bytes(1, "TCA_TBF_PARMS");
    public static final Attribute<byte[]> TCA_TBF_RTAB = TCA_TBF.bytes(2, "TCA_TBF_RTAB");
    public static final Attribute<byte[]> TCA_TBF_PTAB = TCA_TBF.bytes(3, "TCA_TBF_PTAB");
    public static final Attribute<Long> TCA_TBF_RATE64 = TCA_TBF.u64(4, "TCA_TBF_RATE64");
    public static final Attribute<Long> TCA_TBF_PRATE64 = TCA_TBF.u64(5, "TCA_TBF_PRATE64");
    public static final Attribute<Integer> TCA_TBF_BURST = TCA_TBF.u32(6, "TCA_TBF_BURST");
    public static final Attribute<Integer> TCA_TBF_PBURST = TCA_TBF.u32(7, "TCA_TBF_PBURST");

    public static final AttributeTable TCA_HTB = new AttributeTable("TCA_HTB");
    public static final Attribute<byte[]> TCA_HTB_PARMS = TCA_HTB.bytes(1, "TCA_HTB_PARMS");
    public static final Attribute<byte[]> TCA_HTB_INIT = TCA_HTB.bytes(2, "TCA_HTB_INIT");
    public static final Attribute<byte[]> TCA_HTB_CTAB = TCA_HTB.bytes(3, "TCA_HTB_CTAB");
    public static final Attribute<byte[]> TCA_HTB_RTAB = TCA_HTB.bytes(4, "TCA_HTB_RTAB");
    public static final Attribute<Integer> TCA_HTB_DIRECT_QLEN = TCA_HTB.u32(5, "TCA_HTB_DIRECT_QLEN");
    public static final Attribute<Long> TCA_HTB_RATE64 = TCA_HTB.u64(6, "TCA_HTB_RATE64");
    public static final Attribute<Long> TCA_HTB_CEIL64 = TCA_HTB.u64(7, "TCA_HTB_CEIL64");
    public static final Attribute<Boolean> TCA_HTB_OFFLOAD = TCA_HTB.flag(9, "TCA_HTB_OFFLOAD");

    public static final AttributeTable TCA_HFSC = new AttributeTable("TCA_HFSC");
    public static final Attribute<byte[]> TCA_HFSC_RSC = TCA_HFSC.bytes(1, "TCA_HFSC_RSC");
    public static final Attribute<byte[]> TCA_HFSC_FSC = TCA_HFSC.bytes(2, "TCA_HFSC_FSC");
    public static final Attribute<byte[]> TCA_HFSC_USC = TCA_HFSC.bytes(3, "TCA_HFSC_USC");

    public static final AttributeTable TCA_RED = new AttributeTable("TCA_RED");
    public static final Attribute<byte[]> TCA_RED_PARMS = TCA_RED.bytes(1, "TCA_RED_PARMS");
    public static final Attribute<byte[]> TCA_RED_STAB = TCA_RED.bytes(2, "TCA_RED_STAB");
    public static final Attribute<Integer> TCA_RED_MAX_P = TCA_RED.u32(3, "TCA_RED_MAX_P");
    public static final Attribute<byte[]> TCA_RED_FLAGS = TCA_RED.bytes(4, "TCA_RED_FLAGS");
    public static final Attribute<Integer> TCA_RED_EARLY_DROP_BLOCK = TCA_RED.u32(5, "TCA_RED_EARLY_DROP_BLOCK");
    public static final Attribute<Integer> TCA_RED_MARK_BLOCK = TCA_RED.u32(6, "TCA_RED_MARK_BLOCK");

    public static final AttributeTable TCA_NETEM_LOSS_MODEL = new AttributeTable("TCA_NETEM_LOSS_MODEL");
    public static final Attribute<byte[]> NETEM_LOSS_GI = TCA_NETEM_LOSS_MODEL.bytes(1, "NETEM_LOSS_GI");
    public static final Attribute<byte[]> NETEM_LOSS_GE = TCA_NETEM_LOSS_MODEL.bytes(2, "NETEM_LOSS_GE");

    public static final AttributeTable TCA_NETEM = new AttributeTable("TCA_NETEM");
    public static final Attribute<byte[]> TCA_NETEM_CORR = TCA_NETEM.bytes(1, "TCA_NETEM_CORR");
    public static final Attribute<byte[]> TCA_NETEM_DELAY_DIST = TCA_NETEM.bytes(2, "TCA_NETEM_DELAY_DIST");
    public static final Attribute<byte[]> TCA_NETEM_REORDER = TCA_NETEM.bytes(3, "TCA_NETEM_REORDER");
    public static final Attribute<byte[]> TCA_NETEM_CORRUPT = TCA_NETEM.bytes(4, "TCA_NETEM_CORRUPT");
    public static final Attribute<Attributes> TCA_NETEM_LOSS =
            TCA_NETEM.nested(5, "TCA_NETEM_LOSS", TCA_NETEM_LOSS_MODEL);
    public static final Attribute<byte[]> TCA_NETEM_RATE = TCA_NETEM.bytes(6, "TCA_NETEM_RATE");
    public static final Attribute<Integer> TCA_NETEM_ECN = TCA_NETEM.u32(7, "TCA_NETEM_ECN");
    public static final Attribute<Long> TCA_NETEM_RATE64 = TCA_NETEM.u64(8, "TCA_NETEM_RATE64");
    public static final Attribute<Long> TCA_NETEM_LATENCY64 = TCA_NETEM.u64(10, "TCA_NETEM_LATENCY64");
    public static final Attribute<Long> TCA_NETEM_JITTER64 = TCA_NETEM.u64(11, "TCA_NETEM_JITTER64");
    public static final Attribute<byte[]> TCA_NETEM_SLOT = TCA_NETEM.bytes(12, "TCA_NETEM_SLOT");
    public static final Attribute<byte[]> TCA_NETEM_SLOT_DIST = TCA_NETEM.bytes(13, "TCA_NETEM_SLOT_DIST");

    public static final AttributeTable TCA_DRR = new AttributeTable("TCA_DRR");
    public static final Attribute<Integer> TCA_DRR_QUANTUM = TCA_DRR.u32(1, "TCA_DRR_QUANTUM");

    public static final AttributeTable TCA_QFQ = new AttributeTable("TCA_QFQ");
    public static final Attribute<Integer> TCA_QFQ_WEIGHT = TCA_QFQ.u32(1, "TCA_QFQ_WEIGHT");
    public static final Attribute<Integer> TCA_QFQ_LMAX = TCA_QFQ.u32(2, "TCA_QFQ_LMAX");

    public static final AttributeTable TCA_CODEL = new AttributeTable("TCA_CODEL");
    public static final Attribute<Integer> TCA_CODEL_TARGET = TCA_CODEL.u32(1, "TCA_CODEL_TARGET");
    public static final Attribute<Integer> TCA_CODEL_LIMIT = TCA_CODEL.u32(2, "TCA_CODEL_LIMIT");
    public static final Attribute<Integer> TCA_CODEL_INTERVAL = TCA_CODEL.u32(3, "TCA_CODEL_INTERVAL");
    public static final Attribute<Integer> TCA_CODEL_ECN = TCA_CODEL.u32(4, "TCA_CODEL_ECN");
    public static final Attribute<Integer> TCA_CODEL_CE_THRESHOLD = TCA_CODEL.u32(5, "TCA_CODEL_CE_THRESHOLD");

    public static final AttributeTable TCA_FQ_CODEL = new AttributeTable("TCA_FQ_CODEL");
    public static final Attribute<Integer> TCA_FQ_CODEL_TARGET = TCA_FQ_CODEL.u32(1, "TCA_FQ_CODEL_TARGET");
    public static final Attribute<Integer> TCA_FQ_CODEL_LIMIT = TCA_FQ_CODEL.u32(2, "TCA_FQ_CODEL_LIMIT");
    public static final Attribute<Integer> TCA_FQ_CODEL_INTERVAL = TCA_FQ_CODEL.u32(3, "TCA_FQ_CODEL_INTERVAL");
    public static final Attribute<Integer> TCA_FQ_CODEL_ECN = TCA_FQ_CODEL.u32(4, "TCA_FQ_CODEL_ECN");
    public static final Attribute<Integer> TCA_FQ_CODEL_FLOWS = TCA_FQ_CODEL.u32(5, "TCA_FQ_CODEL_FLOWS");
    public static final Attribute<Integer> TCA_FQ_CODEL_QUANTUM = TCA_FQ_CODEL.u32(6, "TCA_FQ_CODEL_QUANTUM");
    public static final Attribute<Integer> TCA_FQ_CODEL_CE_THRESHOLD = TCA_FQ_CODEL.u32(7, "TCA_FQ_CODEL_CE_THRESHOLD");
    public static final Attribute<Integer> TCA_FQ_CODEL_DROP_BATCH_SIZE =
            TCA_FQ_CODEL.u32(8, "TCA_FQ_CODEL_DROP_BATCH_SIZE");
    public static final Attribute<Integer> TCA_FQ_CODEL_MEMORY_LIMIT = TCA_FQ_CODEL.u32(9, "TCA_FQ_CODEL_MEMORY_LIMIT");
    public static final Attribute<Integer> TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR =
            TCA_FQ_CODEL.u8(10, "TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR");
    public static final Attribute<Integer> TCA_FQ_CODEL_CE_THRESHOLD_MASK =
            TCA_FQ_CODEL.u8(11, "TCA_FQ_CODEL_CE_THRESHOLD_MASK");

    public static final AttributeTable TCA_FQ = new AttributeTable("TCA_FQ");
    public static final Attribute<Integer> TCA_FQ_PLIMIT = TCA_FQ.u32(1, "TCA_FQ_PLIMIT");
    public static final Attribute<Integer> TCA_FQ_FLOW_PLIMIT = TCA_FQ.u32(2, "TCA_FQ_FLOW_PLIMIT");
    public static final Attribute<Integer> TCA_FQ_QUANTUM = TCA_FQ.u32(3, "TCA_FQ_QUANTUM");
    public static final Attribute<Integer> TCA_FQ_INITIAL_QUANTUM = TCA_FQ.u32(4, "TCA_FQ_INITIAL_QUANTUM");
    public static final Attribute<Integer> TCA_FQ_RATE_ENABLE = TCA_FQ.u32(5, "TCA_FQ_RATE_ENABLE");
    public static final Attribute<Integer> TCA_FQ_FLOW_DEFAULT_RATE = TCA_FQ.u32(6, "TCA_FQ_FLOW_DEFAULT_RATE");
    public static final Attribute<Integer> TCA_FQ_FLOW_MAX_RATE = TCA_FQ.u32(7, "TCA_FQ_FLOW_MAX_RATE");
    public static final Attribute<Integer> TCA_FQ_BUCKETS_LOG = TCA_FQ.u32(8, "TCA_FQ_BUCKETS_LOG");
    public static final Attribute<Integer> TCA_FQ_FLOW_REFILL_DELAY = TCA_FQ.u32(9, "TCA_FQ_FLOW_REFILL_DELAY");
    public static final Attribute<Integer> TCA_FQ_ORPHAN_MASK = TCA_FQ.u32(10, "TCA_FQ_ORPHAN_MASK");
    public static final Attribute<Integer> TCA_FQ_LOW_RATE_THRESHOLD = TCA_FQ.u32(11, "TCA_FQ_LOW_RATE_THRESHOLD");
    public static final Attribute<Integer> TCA_FQ_CE_THRESHOLD = TCA_FQ.u32(12, "TCA_FQ_CE_THRESHOLD");
    public static final Attribute<Integer> TCA_FQ_TIMER_SLACK = TCA_FQ.u32(13, "TCA_FQ_TIMER_SLACK");
    public static final Attribute<Integer> TCA_FQ_HORIZON = TCA_FQ.u32(14, "TCA_FQ_HORIZON");
    public static final Attribute<Integer> TCA_FQ_HORIZON_DROP = TCA_FQ.u8(15, "TCA_FQ_HORIZON_DROP");

    public static final AttributeTable TCA_PIE = new AttributeTable("TCA_PIE");
    public static final Attribute<Integer> TCA_PIE_TARGET = TCA_PIE.u32(1, "TCA_PIE_TARGET");
    public static final Attribute<Integer> TCA_PIE_LIMIT = TCA_PIE.u32(2, "TCA_PIE_LIMIT");
    public static final Attribute<Integer> TCA_PIE_TUPDATE = TCA_PIE.u32(3, "TCA_PIE_TUPDATE");
    public static final Attribute<Integer> TCA_PIE_ALPHA = TCA_PIE.u32(4, "TCA_PIE_ALPHA");
    public static final Attribute<Integer> TCA_PIE_BETA = TCA_PIE.u32(5, "TCA_PIE_BETA");
    public static final Attribute<Integer> TCA_PIE_ECN = TCA_PIE.u32(6, "TCA_PIE_ECN");
    public static final Attribute<Integer> TCA_PIE_BYTEMODE = TCA_PIE.u32(7, "TCA_PIE_BYTEMODE");
    public static final Attribute<Integer> TCA_PIE_DQ_RATE_ESTIMATOR = TCA_PIE.u32(8, "TCA_PIE_DQ_RATE_ESTIMATOR");

    public static final AttributeTable TCA_FQ_PIE = new AttributeTable("TCA_FQ_PIE");
    public static final Attribute<Integer> TCA_FQ_PIE_LIMIT = TCA_FQ_PIE.u32(1, "TCA_FQ_PIE_LIMIT");
    public static final Attribute<Integer> TCA_FQ_PIE_FLOWS = TCA_FQ_PIE.u32(2, "TCA_FQ_PIE_FLOWS");
    public static final Attribute<Integer> TCA_FQ_PIE_TARGET = TCA_FQ_PIE.u32(3, "TCA_FQ_PIE_TARGET");
    public static final Attribute<Integer> TCA_FQ_PIE_TUPDATE = TCA_FQ_PIE.u32(4, "TCA_FQ_PIE_TUPDATE");
    public static final Attribute<Integer> TCA_FQ_PIE_ALPHA = TCA_FQ_PIE.u32(5, "TCA_FQ_PIE_ALPHA");
    public static final Attribute<Integer> TCA_FQ_PIE_BETA = TCA_FQ_PIE.u32(6, "TCA_FQ_PIE_BETA");
    public static final Attribute<Integer> TCA_FQ_PIE_QUANTUM = TCA_FQ_PIE.u32(7, "TCA_FQ_PIE_QUANTUM");
    public static final Attribute<Integer> TCA_FQ_PIE_MEMORY_LIMIT = TCA_FQ_PIE.u32(8, "TCA_FQ_PIE_MEMORY_LIMIT");
    public static final Attribute<Integer> TCA_FQ_PIE_ECN_PROB = TCA_FQ_PIE.u32(9, "TCA_FQ_PIE_ECN_PROB");
    public static final Attribute<Integer> TCA_FQ_PIE_ECN = TCA_FQ_PIE.u32(10, "TCA_FQ_PIE_ECN");
    public static final Attribute<Integer> TCA_FQ_PIE_BYTEMODE = TCA_FQ_PIE.u32(11, "TCA_FQ_PIE_BYTEMODE");
    public static final Attribute<Integer> TCA_FQ_PIE_DQ_RATE_ESTIMATOR =
            TCA_FQ_PIE.u32(12, "TCA_FQ_PIE_DQ_RATE_ESTIMATOR");

    public static final AttributeTable TCA_HHF = new AttributeTable("TCA_HHF");
    public static final Attribute<Integer> TCA_HHF_BACKLOG_LIMIT = TCA_HHF.u32(1, "TCA_HHF_BACKLOG_LIMIT");
    public static final Attribute<Integer> TCA_HHF_QUANTUM = TCA_HHF.u32(2, "TCA_HHF_QUANTUM");
    public static final Attribute<Integer> TCA_HHF_HH_FLOWS_LIMIT = TCA_HHF.u32(3, "TCA_HHF_HH_FLOWS_LIMIT");
    public static final Attribute<Integer> TCA_HHF_RESET_TIMEOUT = TCA_HHF.u32(4, "TCA_HHF_RESET_TIMEOUT");
    public static final Attribute<Integer> TCA_HHF_ADMIT_BYTES = TCA_HHF.u32(5, "TCA_HHF_ADMIT_BYTES");
    public static final Attribute<Integer> TCA_HHF_EVICT_TIMEOUT = TCA_HHF.u32(6, "TCA_HHF_EVICT_TIMEOUT");
    public static final Attribute<Integer> TCA_HHF_NON_HH_WEIGHT = TCA_HHF.u32(7, "TCA_HHF_NON_HH_WEIGHT");

    public static final AttributeTable TCA_CAKE = new AttributeTable("TCA_CAKE");
    public static final Attribute<Long> TCA_CAKE_BASE_RATE64 = TCA_CAKE.u64(2, "TCA_CAKE_BASE_RATE64");
    public static final Attribute<Integer> TCA_CAKE_DIFFSERV_MODE = TCA_CAKE.u32(3, "TCA_CAKE_DIFFSERV_MODE");
    public static final Attribute<Integer> TCA_CAKE_ATM = TCA_CAKE.u32(4, "TCA_CAKE_ATM");
    public static final Attribute<Integer> TCA_CAKE_FLOW_MODE = TCA_CAKE.u32(5, "TCA_CAKE_FLOW_MODE");
    public static final Attribute<Integer> TCA_CAKE_OVERHEAD = TCA_CAKE.u32(6, "TCA_CAKE_OVERHEAD");
    public static final Attribute<Integer> TCA_CAKE_RTT = TCA_CAKE.u32(7, "TCA_CAKE_RTT");
    public static final Attribute<Integer> TCA_CAKE_TARGET = TCA_CAKE.u32(8, "TCA_CAKE_TARGET");
    public static final Attribute<Integer> TCA_CAKE_AUTORATE = TCA_CAKE.u32(9, "TCA_CAKE_AUTORATE");
    public static final Attribute<Integer> TCA_CAKE_MEMORY = TCA_CAKE.u32(10, "TCA_CAKE_MEMORY");
    public static final Attribute<Integer> TCA_CAKE_NAT = TCA_CAKE.u32(11, "TCA_CAKE_NAT");
    public static final Attribute<Integer> TCA_CAKE_RAW = TCA_CAKE.u32(12, "TCA_CAKE_RAW");
    public static final Attribute<Integer> TCA_CAKE_WASH = TCA_CAKE.u32(13, "TCA_CAKE_WASH");
    public static final Attribute<Integer> TCA_CAKE_MPU = TCA_CAKE.u32(14, "TCA_CAKE_MPU");
    public static final Attribute<Integer> TCA_CAKE_INGRESS = TCA_CAKE.u32(15, "TCA_CAKE_INGRESS");
    public static final Attribute<Integer> TCA_CAKE_ACK_FILTER = TCA_CAKE.u32(16, "TCA_CAKE_ACK_FILTER");
    public static final Attribute<Integer> TCA_CAKE_SPLIT_GSO = TCA_CAKE.u32(17, "TCA_CAKE_SPLIT_GSO");
    public static final Attribute<Integer> TCA_CAKE_FWMARK = TCA_CAKE.u32(18, "TCA_CAKE_FWMARK");

    public static final AttributeTable TCA_ETS_BANDS = new AttributeTable("TCA_ETS_BANDS");
    public static final Attribute<Integer> TCA_ETS_QUANTA_BAND = TCA_ETS_BANDS.u32(4, "TCA_ETS_QUANTA_BAND");
    public static final Attribute<Integer> TCA_ETS_PRIOMAP_BAND = TCA_ETS_BANDS.u8(6, "TCA_ETS_PRIOMAP_BAND");

    public static final AttributeTable TCA_ETS = new AttributeTable("TCA_ETS");
    public static final Attribute<Integer> TCA_ETS_NBANDS = TCA_ETS.u8(1, "TCA_ETS_NBANDS");
    public static final Attribute<Integer> TCA_ETS_NSTRICT = TCA_ETS.u8(2, "TCA_ETS_NSTRICT");
    public static final Attribute<Attributes> TCA_ETS_QUANTA = TCA_ETS.nested(3, "TCA_ETS_QUANTA", TCA_ETS_BANDS);
    public static final Attribute<Attributes> TCA_ETS_PRIOMAP = TCA_ETS.nested(5, "TCA_ETS_PRIOMAP", TCA_ETS_BANDS);

    private PktSched() {}
}
