package dev.plumbline.vhostuser.message;

import dev.plumbline.vhostuser.message.Payload.Region;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How a payload lies on the wire. Buffers have the machine's byte order, as the protocol wants it. */
public enum PayloadForm {
    NONE,
    WORD,
    RING_STATE,
    RING_ADDRESS,
    MEMORY_TABLE,
    MEMORY_REGION,
    LOG_AREA,
    IOTLB,
    CONFIG,
    INFLIGHT,
    DEVICE_STATE,
    SHARED_OBJECT,
    RING_AREA,
    SHARED_MEMORY,
    OPAQUE;

    private static final int MAX_CONFIG = 256;

    /**
     * Reads all that remains in the buffer.
     *
     * @throws MalformedMessageException when its length, or a length in it, does not fit
     */
    Payload decode(ByteBuffer in) {
        return switch (this) {
            case NONE -> {
                length(in, 0);
                yield new Payload.None();
            }
            case WORD -> new Payload.Word(length(in, 8).getLong());
            case RING_STATE -> new Payload.RingState(length(in, 8).getInt(), in.getInt());
            case RING_ADDRESS ->
                new Payload.RingAddress(
                        length(in, 40).getInt(), in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
            case MEMORY_TABLE -> memoryTable(in);
            case MEMORY_REGION -> new Payload.MemoryRegion(region(length(in, 40).position(in.position() + 8)));
            case LOG_AREA -> new Payload.LogArea(length(in, 16).getLong(), in.getLong());
            case IOTLB -> {
                length(in, 32);
                Payload.Iotlb message =
                        new Payload.Iotlb(in.getLong(), in.getLong(), in.getLong(), in.get() & 0xff, in.get() & 0xff);
                in.position(in.limit());
                yield message;
            }
            case CONFIG -> config(in);
            case INFLIGHT -> inflight(in);
            case DEVICE_STATE -> new Payload.DeviceState(length(in, 8).getInt(), in.getInt());
            case SHARED_OBJECT -> new Payload.SharedObject(length(in, 16).getLong(), in.getLong());
            case RING_AREA -> new Payload.RingArea(length(in, 24).getLong(), in.getLong(), in.getLong());
            case SHARED_MEMORY -> {
                int region = length(in, 40).get() & 0xff;
                in.position(in.position() + 7);
                yield new Payload.SharedMemory(region, in.getLong(), in.getLong(), in.getLong(), in.getLong());
            }
            case OPAQUE -> {
                byte[] bytes = new byte[in.remaining()];
                in.get(bytes);
                yield new Payload.Opaque(bytes);
            }
        };
    }

    /** Writes a payload of whatever form. */
    static void encode(Payload payload, ByteBuffer out) {
        if (payload instanceof Payload.Word word) {
            out.putLong(word.value());
        } else if (payload instanceof Payload.RingState state) {
            out.putInt(state.index()).putInt(state.number());
        } else if (payload instanceof Payload.RingAddress ring) {
            out.putInt(ring.index()).putInt(ring.flags()).putLong(ring.descriptors());
            out.putLong(ring.used()).putLong(ring.available()).putLong(ring.log());
        } else if (payload instanceof Payload.MemoryTable table) {
            out.putInt(table.regions().size()).putInt(0);
            table.regions().forEach(region -> put(region, out));
        } else if (payload instanceof Payload.MemoryRegion one) {
            put(one.region(), out.putLong(0));
        } else if (payload instanceof Payload.LogArea log) {
            out.putLong(log.size()).putLong(log.offset());
        } else if (payload instanceof Payload.Iotlb message) {
            out.putLong(message.iova()).putLong(message.size()).putLong(message.userAddress());
            out.put((byte) message.permission())
                    .put((byte) message.type())
                    .putShort((short) 0)
                    .putInt(0);
        } else if (payload instanceof Payload.Config config) {
            ByteBuffer bytes = config.bytes().duplicate();
            out.putInt(config.offset())
                    .putInt(bytes.remaining())
                    .putInt(config.flags())
                    .put(bytes);
        } else if (payload instanceof Payload.Inflight inflight) {
            out.putLong(inflight.size()).putLong(inflight.offset());
            out.putShort((short) inflight.queues()).putShort((short) inflight.queueSize());
            if (inflight.padded()) {
                out.putInt(0);
            }
        } else if (payload instanceof Payload.DeviceState state) {
            out.putInt(state.direction()).putInt(state.phase());
        } else if (payload instanceof Payload.SharedObject object) {
            out.putLong(object.high()).putLong(object.low());
        } else if (payload instanceof Payload.RingArea area) {
            out.putLong(area.ring()).putLong(area.size()).putLong(area.offset());
        } else if (payload instanceof Payload.SharedMemory memory) {
            out.putLong(memory.region()).putLong(memory.descriptorOffset()).putLong(memory.regionOffset());
            out.putLong(memory.length()).putLong(memory.flags());
        } else if (payload instanceof Payload.Opaque opaque) {
            out.put(opaque.bytes());
        }
    }

    private static Payload memoryTable(ByteBuffer in) {
        atLeast(in, 8);
        int count = in.getInt();
        in.getInt();
        if (count < 0 || count > MessageCodec.MAX_DESCRIPTORS) {
            throw new MalformedMessageException("a table of " + Integer.toUnsignedString(count) + " memory regions");
        }
        length(in, count * 32);
        List<Region> regions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            regions.add(region(in));
        }
        return new Payload.MemoryTable(regions);
    }

    private static Region region(ByteBuffer in) {
        return new Region(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    private static void put(Region region, ByteBuffer out) {
        out.putLong(region.guestAddress()).putLong(region.size());
        out.putLong(region.userAddress()).putLong(region.offset());
    }

    private static Payload config(ByteBuffer in) {
        atLeast(in, 12);
        int offset = in.getInt();
        int size = in.getInt();
        int flags = in.getInt();
        if (size < 0 || size > MAX_CONFIG) {
            throw new MalformedMessageException(Integer.toUnsignedString(size) + " bytes of configuration space");
        }
        byte[] bytes = new byte[size];
        length(in, size).get(bytes);
        return new Payload.Config(offset, flags, ByteBuffer.wrap(bytes));
    }

    private static Payload inflight(ByteBuffer in) {
        boolean padded = in.remaining() == 24;
        length(in, padded ? 24 : 20);
        Payload.Inflight inflight = new Payload.Inflight(
                in.getLong(), in.getLong(), in.getShort() & 0xffff, in.getShort() & 0xffff, padded);
        in.position(in.limit());
        return inflight;
    }

    private static ByteBuffer length(ByteBuffer in, int expected) {
        if (in.remaining() != expected) {
            throw new MalformedMessageException(in.remaining() + " bytes where " + expected + " belong");
        }
        return in;
    }

    private static void atLeast(ByteBuffer in, int expected) {
        if (in.remaining() < expected) {
            throw new MalformedMessageException(in.remaining() + " bytes where at least " + expected + " belong");
        }
    }
}
