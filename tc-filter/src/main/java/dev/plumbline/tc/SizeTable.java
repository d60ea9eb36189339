package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.RtnetlinkTc;
import java.util.List;

/**
 * What packets of a qdisc count for (tc-stab(8)).
 *
 * @param overhead bytes added to every packet
 * @param minimum the least number of bytes that a packet counts for
 * @param largest the largest packet in bytes
 * @param entries the table's size
 * @param linkLayer what packets count as
 */
public record SizeTable(int overhead, int minimum, int largest, int entries, LinkLayer linkLayer) {
    /** {@return a table of 512 entries for packets up to 2047 bytes} */
    public static SizeTable of(int overhead, int minimum, LinkLayer linkLayer) {
        return new SizeTable(overhead, minimum, 2047, 512, linkLayer);
    }

    Attribute.Value<?> attribute() {
        int cellLog = 0;
        while (largest >> cellLog > entries - 1) {
            cellLog++;
        }
        int sizeLog = 0;
        while (size(entries, cellLog) >> sizeLog > 0xffff) {
            sizeLog++;
        }
        byte[] base = new Struct(24)
                .u8(cellLog)
                .u8(sizeLog)
                .u16(-1) // cell_align: the first entry stands for the sizes below it
                .u32(overhead)
                .u32(linkLayer.value())
                .u32(minimum)
                .u32(largest)
                .u32(entries)
                .toBytes();
        Struct data = new Struct(2 * entries);
        for (int i = 1; i <= entries; i++) {
            data.u16((int) (size(i, cellLog) >> sizeLog));
        }
        return Options.nest(
                RtnetlinkTc.TCA_STAB,
                List.of(RtnetlinkTc.TCA_STAB_BASE.of(base), RtnetlinkTc.TCA_STAB_DATA.of(data.toBytes())));
    }

    private long size(int entry, int cellLog) {
        return linkLayer.onWire(Math.max((long) entry << cellLog, minimum));
    }
}
