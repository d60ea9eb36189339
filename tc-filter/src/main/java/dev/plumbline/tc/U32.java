package dev.plumbline.tc;

import dev.plumbline.netlink.wire.Attribute;
import dev.plumbline.tc.uapi.PktCls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The u32 classifier: bits of the packet against keys, optionally in hash tables (tc-u32(8)). A builder, for one thread;
 * {@link FilterSpec} takes what it holds at that moment.
 */
public final class U32 implements Classifier {
    private final List<U32Key> keys = new ArrayList<>();
    private final List<Attribute.Value<?>> values = new ArrayList<>();
    private List<ActionSpec> actions = List.of();
    private boolean terminal;
    private boolean table;
    private int flags;
    private int offsetShift;
    private int offsetMask;
    private int fixedOffset;
    private int offsetAt;
    private int hashAt;
    private int hashMask;

    private U32() {}

    /** {@return a classifier that every packet matches} */
    public static U32 all() {
        return new U32().match(U32Key.u32(0, 0, 0));
    }

    /** {@return a classifier without keys, to be given some} */
    public static U32 empty() {
        return new U32();
    }

    /** {@return no filter but a hash table with so many buckets, a power of 2 up to 256} */
    public static U32 hashTable(int buckets) {
        U32 u32 = new U32();
        u32.table = true;
        return u32.with(PktCls.TCA_U32_DIVISOR.of(buckets));
    }

    /** {@return a classifier for packets that match every key} */
    public static U32 matching(U32Key... keys) {
        U32 u32 = new U32();
        for (U32Key key : keys) {
            u32.match(key);
        }
        return u32;
    }

    /**
     * Adds a key that must match, too. A key at the place of another is joined with it, as tc(8) does it.
     *
     * @throws IllegalArgumentException when two keys contradict one another
     */
    public U32 match(U32Key key) {
        for (int i = 0; i < keys.size(); i++) {
            U32Key there = keys.get(i);
            if (there.offset() == key.offset() && there.nextHeader() == key.nextHeader()) {
                if (((there.value() ^ key.value()) & there.mask() & key.mask()) != 0) {
                    throw new IllegalArgumentException(key + " contradicts " + there);
                }
                keys.set(
                        i,
                        new U32Key(
                                there.value() | key.value(),
                                there.mask() | key.mask(),
                                key.offset(),
                                key.nextHeader()));
                return this;
            }
        }
        if (keys.size() == 128) {
            throw new IllegalArgumentException("a u32 filter has at most 128 keys");
        }
        keys.add(key);
        return this;
    }

    /** Adds keys that must match, too. */
    public U32 match(Collection<U32Key> more) {
        more.forEach(this::match);
        return this;
    }

    /** Puts packets that match into a class; see {@link Handles#of}. */
    public U32 flowId(int classId) {
        terminal = true;
        return with(PktCls.TCA_U32_CLASSID.of(classId));
    }

    /** Does something with packets that match. */
    public U32 actions(ActionSpec... done) {
        terminal = true;
        actions = List.of(done);
        return this;
    }

    /** Polices packets that match, in the form that u32 had before there were actions. */
    public U32 police(Police police) {
        terminal = true;
        return with(Options.nest(PktCls.TCA_U32_POLICE, police.attributes()));
    }

    /** Belongs to a bucket of a hash table, {@code 0x80000000} being the first table: {@code ht 800::}. */
    public U32 bucket(int bucket) {
        return with(PktCls.TCA_U32_HASH.of(bucket));
    }

    /** Goes on in another hash table. */
    public U32 link(int table) {
        return with(PktCls.TCA_U32_LINK.of(table));
    }

    /** Chooses the bucket of the table that is linked to by bits of the packet. */
    public U32 hashKey(int mask, int offset) {
        hashMask = mask;
        hashAt = offset;
        return this;
    }

    /**
     * Moves the next header by a number in the packet, {@code (word & mask) >> shift}, for the table that is linked to.
     *
     * @param offset where the 16 bits of the number are
     */
    public U32 variableOffset(int offset, int mask, int shift) {
        flags |= PktCls.TC_U32_VAROFFSET;
        offsetAt = offset;
        offsetMask = mask;
        offsetShift = shift;
        return this;
    }

    /** Moves the next header by a fixed number of bytes, for the table that is linked to. */
    public U32 fixedOffset(int bytes) {
        flags |= PktCls.TC_U32_OFFSET;
        fixedOffset = bytes;
        return this;
    }

    /** Makes the next header the one that all later filters count from. */
    public U32 eat() {
        flags |= PktCls.TC_U32_EAT;
        return this;
    }

    /** Matches the packet's firewall mark, too. */
    public U32 mark(int value, int mask) {
        return with(PktCls.TCA_U32_MARK.of(
                new Struct(12).u32(value).u32(mask).u32(0).toBytes()));
    }

    /** Matches packets that arrived at a link of this name. */
    public U32 inDevice(String name) {
        return with(PktCls.TCA_U32_INDEV.of(name));
    }

    /** Sets {@code TCA_CLS_FLAGS_*}. */
    public U32 flags(int hardware) {
        return with(PktCls.TCA_U32_FLAGS.of(hardware));
    }

    /** Adds an attribute that has no method here. */
    public U32 with(Attribute.Value<?> value) {
        values.add(value);
        return this;
    }

    @Override
    public String kind() {
        return "u32";
    }

    @Override
    public Options options(int protocol) {
        List<Attribute.Value<?>> all = new ArrayList<>(values);
        if (!actions.isEmpty()) {
            all.add(ActionSpec.list(PktCls.TCA_U32_ACT, actions));
        }
        if (!table) {
            all.add(PktCls.TCA_U32_SEL.of(selector()));
        }
        return Options.of(all);
    }

    private byte[] selector() {
        Struct struct = new Struct(16 + 16 * keys.size())
                .u8(flags | (terminal ? PktCls.TC_U32_TERMINAL : 0))
                .u8(offsetShift)
                .u8(keys.size())
                .u8(0) // padding
                .be16(offsetMask)
                .u16(fixedOffset)
                .u16(offsetAt)
                .u16(hashAt)
                .be32(hashMask);
        for (U32Key key : keys) {
            struct.be32(key.mask()).be32(key.value()).u32(key.offset()).u32(key.nextHeader() ? -1 : 0);
        }
        return struct.toBytes();
    }
}
