package dev.plumbline.vfio;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A function's place in SR-IOV.
 *
 * @param pf the physical function that this one is a virtual function of
 * @param index which virtual function of it, from 0
 * @param total how many virtual functions it can have; 0 unless it is a physical function
 * @param count how many virtual functions it has
 * @param vfs its virtual functions by index
 */
public record Sriov(@Nullable Bdf pf, @Nullable Integer index, int total, int count, SortedMap<Integer, Bdf> vfs) {
    /** Neither a physical nor a virtual function. */
    public static final Sriov NONE = new Sriov(null, null, 0, 0, new TreeMap<>());

    public Sriov {
        vfs = Collections.unmodifiableSortedMap(new TreeMap<>(vfs));
    }

    /** {@return the place of a virtual function} */
    public static Sriov vf(Bdf pf, @Nullable Integer index) {
        return new Sriov(pf, index, 0, 0, new TreeMap<>());
    }

    /** {@return the place of a physical function} */
    public static Sriov pf(int total, int count, Map<Integer, Bdf> vfs) {
        return new Sriov(null, null, total, count, new TreeMap<>(vfs));
    }

    /** {@return whether it is a physical function that can have virtual functions} */
    public boolean isPf() {
        return total > 0;
    }

    /** {@return whether it is a virtual function} */
    public boolean isVf() {
        return pf != null;
    }
}
