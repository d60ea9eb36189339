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

/**
 * Says when something happens in a namespace that a sandbox cares for; runs on the shared event loop. The kernel does not
 * tell that a namespace is deleted, and this listener's socket keeps it from going away: {@link #isThere} looks.
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
    /** The loop's: it reads one subscription after the other. */
    private static final Syscalls.Inbox INBOX = new Syscalls.Inbox(ROOM);

    private final Path path;
    private final NetNamespace.Id id;
    private final Subscription subscription;
    private final Runnable changed;
    private final AutoCloseable readable;

    private NamespaceChanges(Path path, NetNamespace.Id id, Subscription subscription, Runnable changed) {
        this.path = path;
        this.id = id;
        this.subscription = subscription;
        this.changed = changed;
        this.readable = EventLoops.whenReadable(subscription.descriptor(), this::read, subscription::close);
    }

    /** Begins to listen; from then on nothing that happens is missed. */
    static NamespaceChanges of(Path path, NetNamespace.Id id, Runnable changed) {
        try (NetNamespace namespace = NetNamespace.open(path)) {
            if (!namespace.id().equals(id)) {
                throw Problem.notFound("NETNS_NOT_FOUND", path.toString(), "another namespace is at this path now")
                        .fix("detach the sandbox that was in the one before")
                        .exception();
            }
            return new NamespaceChanges(path, id, Subscription.open(namespace, GROUPS), changed);
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

    /** {@return whether the namespace is still at its path} */
    boolean isThere() {
        try {
            return Files.getAttribute(path, "unix:ino").equals(id.inode());
        } catch (IOException e) {
            return false;
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        try {
            readable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
