package dev.plumbline.runtime;

import dev.plumbline.host.NetNamespace;
import dev.plumbline.host.Problem;
import dev.plumbline.host.syscall.Syscalls;
import dev.plumbline.netlink.Subscription;
import dev.plumbline.netlink.route.Neigh;
import dev.plumbline.netlink.uapi.Rtnetlink;
import dev.plumbline.netlink.wire.Message;
import dev.plumbline.runtime.channel.EventLoops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says when something happens in a namespace that a sandbox cares for. Runs on the shared event loop; the only thing that it
 * asks for again and again is whether the namespace is still at its path, since the kernel does not tell, and a listener's
 * socket keeps a namespace from going away.
 */
final class NamespaceChanges implements AutoCloseable {
    private static final int[] GROUPS = {
        Rtnetlink.RTNLGRP_LINK,
        Rtnetlink.RTNLGRP_NEIGH,
        Rtnetlink.RTNLGRP_IPV4_IFADDR,
        Rtnetlink.RTNLGRP_IPV4_ROUTE,
        Rtnetlink.RTNLGRP_IPV4_RULE,
        Rtnetlink.RTNLGRP_IPV6_IFADDR,
        Rtnetlink.RTNLGRP_IPV6_ROUTE,
        Rtnetlink.RTNLGRP_IPV6_RULE
    };
    private static final int ROOM = 1 << 16;
    private static final long BETWEEN_LOOKS_SECONDS = 5;
    private static final Set<NamespaceChanges> ALL = ConcurrentHashMap.newKeySet();
    /** The loop's: it reads one subscription after the other. */
    private static final Syscalls.Inbox INBOX = new Syscalls.Inbox(ROOM);

    static {
        EventLoops.every(BETWEEN_LOOKS_SECONDS, () -> ALL.forEach(NamespaceChanges::look));
    }

    private final Path path;
    private final NetNamespace.Id id;
    private final Subscription subscription;
    private final Runnable changed;
    private final Runnable gone;
    private final AutoCloseable readable;

    private NamespaceChanges(
            Path path, NetNamespace.Id id, Subscription subscription, Runnable changed, Runnable gone) {
        this.path = path;
        this.id = id;
        this.subscription = subscription;
        this.changed = changed;
        this.gone = gone;
        this.readable = EventLoops.whenReadable(subscription.descriptor(), this::read, subscription::close);
        ALL.add(this);
    }

    /** Begins to listen; from then on nothing that happens is missed. */
    static NamespaceChanges of(Path path, NetNamespace.Id id, Runnable changed, Runnable gone) {
        try (NetNamespace namespace = NetNamespace.open(path)) {
            if (!namespace.id().equals(id)) {
                throw Problem.notFound("NETNS_NOT_FOUND", path.toString(), "another namespace is at this path now")
                        .fix("detach the sandbox that was in the one before")
                        .exception();
            }
            return new NamespaceChanges(path, id, Subscription.open(namespace, GROUPS), changed, gone);
        }
    }

    private void read() {
        Subscription.Batch batch = subscription.read(INBOX);
        if (batch.overrun() || batch.messages().stream().anyMatch(NamespaceChanges::matters)) {
            changed.run();
        }
    }

    /** A neighbour that was learnt comes and goes with the traffic; nobody configured it. */
    private static boolean matters(Message message) {
        if (message.type() != Rtnetlink.RTM_NEWNEIGH && message.type() != Rtnetlink.RTM_DELNEIGH) {
            return true;
        }
        Neigh entry = new Neigh(message);
        return entry.isPermanent() || entry.isProxy();
    }

    private void look() {
        try {
            Object inode = Files.getAttribute(path, "unix:ino");
            if (!inode.equals(id.inode())) {
                gone.run();
            }
        } catch (IOException e) {
            gone.run();
        }
    }

    @Override
    public void close() {
        if (ALL.remove(this)) {
            try {
                readable.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
