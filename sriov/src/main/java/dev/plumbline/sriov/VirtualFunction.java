package dev.plumbline.sriov;

import dev.plumbline.vfio.Bdf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual function.
 *
 * @param index its number on its physical function, from 0
 * @param bdf its address
 * @param driver the driver that has it, null when none has
 * @param netdevs its links in this namespace
 * @param netdevsElsewhere whether its driver has made a link that is in another network namespace now
 * @param infiniband what an InfiniBand driver keeps for it, null when the physical function's is none
 */
public record VirtualFunction(
        int index,
        Bdf bdf,
        @Nullable String driver,
        List<Netdev> netdevs,
        boolean netdevsElsewhere,
        @Nullable InfinibandPolicy infiniband) {
    public VirtualFunction {
        netdevs = List.copyOf(netdevs);
    }
}
