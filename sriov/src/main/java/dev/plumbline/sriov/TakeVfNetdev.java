package dev.plumbline.sriov;

import dev.plumbline.host.Deadline;
import dev.plumbline.host.Fd;
import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.Sysroot;
import dev.plumbline.host.change.Inspection;
import dev.plumbline.host.change.Scope;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.syscall.Errno;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.netlink.NetlinkException;
import dev.plumbline.netlink.route.Link;
import dev.plumbline.netlink.route.LinkSpec;
import dev.plumbline.netlink.route.Links;
import dev.plumbline.netlink.route.RtNetlink;
import dev.plumbline.netlink.uapi.IfLink;
import dev.plumbline.vfio.Bdf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes a virtual function's link out of a pod's network namespace into this process's own, so that its driver can be
 * taken away. Undoing gives the link back, be it the same or one that the driver has made since, with its name, address,
 * MTU, IP addresses and routes. The scope provides {@link DeviceLinks} and the {@link Sysroot}.
 *
 * @param vf the function
 * @param netns where the namespace could be opened
 * @param inode the namespace's inode number: another one under the same path is not meant
 * @param state what the link had there
 */
public record TakeVfNetdev(Bdf vf, String netns, long inode, NetdevState state) implements Step {
    /** A driver makes its link a moment after it got the function. */
    private static final Duration TO_APPEAR = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 20;

    /** {@return the step for a link that was found} */
    public static TakeVfNetdev from(Bdf vf, NetnsSearch.Place place) {
        try (NetNamespace namespace = NetNamespace.open(Path.of(place.path()));
                RtNetlink netlink = RtNetlink.open(namespace)) {
            return new TakeVfNetdev(vf, place.path(), place.inode(), NetdevState.of(netlink, place.link()));
        }
    }

    @Override
    public String object() {
        return vf.toString();
    }

    /** {@return the name that the link has here, where its own may be somebody's already} */
    public String nameHere() {
        return "vf" + vf.toString().replace(":", "").replace(".", "");
    }

    @Override
    public void apply(Scope scope) {
        DeviceLinks links = scope.get(DeviceLinks.class);
        Path path = NetnsSearch.path(netns, inode)
                .orElseThrow(() -> Problem.notFound("NETNS_NOT_FOUND", netns, "the network namespace is gone")
                        .fix("look again: the kernel has given the link back to the host, or destroyed it")
                        .exception());
        try (NetNamespace pod = NetNamespace.open(path);
                RtNetlink there = RtNetlink.open(pod);
                RtNetlink here = RtNetlink.open()) {
            Optional<Link> link = links.of(there, vf);
            if (link.isPresent()) {
                try (Fd home = Syscalls.open("/proc/thread-self/ns/net", Syscalls.O_RDONLY)) {
                    there.execute(
                            "take " + state.name() + " out of " + netns,
                            Links.set(LinkSpec.index(link.get().index())
                                    .netnsFd(home.value())
                                    .name(nameHere())));
                }
            }
            if (links.of(here, vf).isEmpty()) {
                throw Problem.notFound("LINK_NOT_FOUND", object(), "its link is neither in " + netns + " nor here")
                        .fix("look again: its driver has destroyed " + state.name() + ", or somebody has moved it")
                        .exception();
            }
        }
    }

    @Override
    public void undo(Scope scope) {
        DeviceLinks links = scope.get(DeviceLinks.class);
        Optional<Path> path = NetnsSearch.path(netns, inode);
        if (path.isEmpty()) {
            return; // the pod is gone; nobody waits for the link
        }
        try (NetNamespace pod = NetNamespace.open(path.get());
                RtNetlink there = RtNetlink.open(pod)) {
            Optional<Link> link = links.of(there, vf);
            if (link.isEmpty()) {
                if (!Files.isDirectory(PhysicalFunction.directory(scope.get(Sysroot.class), vf))) {
                    return; // the function is gone
                }
                giveBack(links, path.get());
                link = links.of(there, vf);
            }
            new NetdevRestore(there, link.orElseThrow(this::without)).restore(state, scope.deadline());
        }
    }

    private RuntimeException without() {
        return Problem.refused("LINK_NOT_FOUND", object(), "it has no link that could be given back to " + netns)
                .because("no network driver has it, or the driver has made none")
                .fix("'vfio-bind restore " + vf + "' gives it its driver back; then run this again")
                .exception();
    }

    private void giveBack(DeviceLinks links, Path path) {
        try (RtNetlink here = RtNetlink.open();
                Fd pod = Syscalls.open(path.toString(), Syscalls.O_RDONLY)) {
            Link link = await(here, links);
            LinkSpec spec = LinkSpec.index(link.index()).netnsFd(pod.value()).name(state.name());
            String what = "give " + link.name() + " back to " + netns + " as " + state.name();
            try {
                // With the same index as before, if that is free still and the kernel can (Linux 5.12).
                here.execute(what, Links.set(spec.with(IfLink.IFLA_NEW_IFINDEX.of(state.index()))));
            } catch (NetlinkException e) {
                if (e.errno() != Errno.EBUSY && e.errno() != Errno.EINVAL && e.errno() != Errno.EOPNOTSUPP) {
                    throw e;
                }
                here.execute(
                        what,
                        Links.set(LinkSpec.index(link.index())
                                .netnsFd(pod.value())
                                .name(state.name())));
            }
        }
    }

    private Link await(RtNetlink here, DeviceLinks links) {
        Deadline deadline = Deadline.after(TO_APPEAR);
        while (true) {
            Optional<Link> link = links.of(here, vf);
            if (link.isPresent()) {
                return link.get();
            }
            if (deadline.passed()) {
                throw without();
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw without();
            }
        }
    }

    @Override
    public Inspection inspect(Scope scope) {
        Optional<Path> path = NetnsSearch.path(netns, inode);
        if (path.isEmpty()) {
            return Inspection.applied(); // the pod is gone
        }
        // Where the link is now, or whether its driver still has it, is for other steps to say.
        try (NetNamespace pod = NetNamespace.open(path.get());
                RtNetlink there = RtNetlink.open(pod)) {
            return scope.get(DeviceLinks.class).of(there, vf).isEmpty()
                    ? Inspection.applied()
                    : Inspection.absent(object(), "LINK_IN_POD", state.name() + " outside the pod");
        }
    }
}
