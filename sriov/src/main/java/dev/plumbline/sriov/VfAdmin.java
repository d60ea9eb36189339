package dev.plumbline.sriov;

import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import java.util.List;
import java.util.Optional;

/** What drivers say of their virtual functions, and are told. Not thread-safe. */
public interface VfAdmin {
    /** {@return the link as it is now, whatever its name and index are by now; nothing when the device has none} */
    Optional<PfLink> find(PfLink pf);

    /**
     * {@return the virtual functions of a physical function, in whatever order the driver reports them}
     *
     * @throws dev.plumbline.netlink.NetlinkException when the kernel refuses
     */
    List<Vf> vfs(PfLink pf);

    /**
     * Changes a virtual function.
     *
     * @param what what is asked for, for the error text
     * @throws dev.plumbline.netlink.NetlinkException when the kernel or the driver refuses
     */
    void set(String what, PfLink pf, VfSettings settings);
}
