package dev.plumbline.sriov;

import dev.plumbline.host.Sysroot;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.route.Vf;
import dev.plumbline.netlink.route.VfSettings;
import dev.plumbline.vfio.Bdf;
import java.util.List;
import java.util.Optional;

/** The running host's drivers, asked through rtnetlink in the namespace that this process runs in. */
public final class NetlinkVfAdmin implements VfAdmin, AutoCloseable {
    private final RtNetlink netlink;
    private final Sysroot sysroot;

    private NetlinkVfAdmin(RtNetlink netlink, Sysroot sysroot) {
        this.netlink = netlink;
        this.sysroot = sysroot;
    }

    /** Opens a socket in the calling thread's namespace. */
    public static NetlinkVfAdmin open() {
        return new NetlinkVfAdmin(RtNetlink.open(), Sysroot.host());
    }

    @Override
    public Optional<PfLink> find(PfLink pf) {
        Optional<Link> found = netlink.link(pf.index())
                .filter(link -> belongs(link, pf))
                .or(() -> netlink.link(pf.name()).filter(link -> belongs(link, pf)));
        return found.map(link -> new PfLink(pf.device(), pf.port(), link.name(), link.index()))
                .or(() -> Bdf.find(pf.device()).stream()
                        .flatMap(bdf -> Netdev.of(sysroot, bdf).stream())
                        .filter(netdev -> netdev.isPort() && netdev.port() == pf.port())
                        .findFirst()
                        .map(netdev -> new PfLink(pf.device(), pf.port(), netdev.name(), netdev.index())));
    }

    /** Before Linux 5.14 a link does not tell; then its name and sysfs do. */
    private boolean belongs(Link link, PfLink pf) {
        return link.parentDevice()
                .map(pf.device()::equals)
                .orElseGet(() -> Netdev.deviceOf(sysroot, link.name())
                        .filter(pf.device()::equals)
                        .isPresent());
    }

    @Override
    public List<Vf> vfs(PfLink pf) {
        return netlink.linkWithVfs(pf.index()).map(Link::vfs).orElse(List.of());
    }

    @Override
    public void set(String what, PfLink pf, VfSettings settings) {
        netlink.execute(what, Links.setVf(pf.index(), settings));
    }

    @Override
    public void close() {
        netlink.close();
    }
}
