package dev.plumbline.vhostuser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from a back-end's answers. A pure function. */
final class ProbeAdvice {
    static final Advice NOBODY_LISTENS = new Advice(
            "NOBODY_LISTENS",
            "the socket is there, but nobody listens on it",
            "start the back-end; if it is a client that dials (OVS dpdkvhostuserclient, VPP's default), let the VMM"
                    + " listen: 'plumb plug --listen', or -chardev socket,id=ID,path=SOCKET,server=on");
    static final Advice NOBODY_DIALS = new Advice(
            "NOBODY_DIALS",
            "no back-end dialled this socket in time",
            "start the back-end as a client of this path, as a user that may connect to a socket of ours; if it listens"
                    + " itself, be the side that dials");
    static final Advice NO_ANSWER = new Advice(
            "NO_ANSWER",
            "the connection was accepted, but nothing was answered in time",
            "is this the socket of a vhost-user back-end, and is that not busy? allow more with --timeout");
    static final Advice HUNG_UP = new Advice(
            "HUNG_UP",
            "the connection was accepted and closed without an answer",
            "many back-ends serve one connection at a time: is a VMM connected already? it may also be another"
                    + " protocol's socket");
    static final Advice NOT_VHOST_USER = new Advice(
            "NOT_VHOST_USER",
            "what came was no answer of the vhost-user protocol",
            "this is some other protocol's socket; give the back-end's");
    static final Advice ROLE_MISMATCH = new Advice(
            "ROLE_MISMATCH",
            "a front-end (a VMM) listens here and asks us, so a back-end that listens, too, would never meet it",
            "let one side dial: start the back-end as a client (plumb vhost-user serve --client, OVS"
                    + " dpdkvhostuserclient), or the VMM without server=on");

    private ProbeAdvice() {}

    /** {@return what the owner of a VM should know before connecting it} */
    static List<Advice> of(long features, long protocol, @Nullable Integer queues, @Nullable Integer slots) {
        List<Advice> advice = new ArrayList<>();
        advice.add(new Advice(
                "SHARE_MEMORY",
                "a VM whose memory is not shared passes the handshake, and then loses every packet",
                "create it with -object memory-backend-memfd,id=mem,size=SIZE,share=on -machine"
                        + " memory-backend=mem, which is also sealed against shrinking; it cannot be added later"));
        if (!VirtioFeature.PROTOCOL_FEATURES.in(features)) {
            advice.add(new Advice(
                    "NO_PROTOCOL_FEATURES",
                    "the back-end speaks the first version of the protocol only: one queue pair, no migration, no"
                            + " acknowledgements",
                    "use a newer back-end if any of these is wanted"));
            return advice;
        }
        queues(protocol, queues, advice);
        boolean mtu = ProtocolFeature.NET_MTU.in(protocol) && VirtioFeature.NET_MTU.in(features);
        if (!mtu) {
            advice.add(new Advice(
                    "NO_MTU",
                    "the back-end cannot be told an MTU: a VM with host_mtu=N is offered none, or does not start",
                    "leave host_mtu away and set the MTU in the guest"));
        }
        if (slots != null && slots < 8) {
            advice.add(new Advice(
                    "FEW_MEM_SLOTS",
                    "the back-end holds " + slots + " regions of memory; a VM to which memory is added may have more",
                    "do not plug memory into such a VM"));
        }
        if (!ProtocolFeature.LOG_SHMFD.in(protocol) || !VirtioFeature.LOG_ALL.in(features)) {
            advice.add(new Advice(
                    "NO_MIGRATION",
                    "the back-end keeps no dirty log: the VM cannot be migrated",
                    "unplug the NIC before"));
        }
        if (!VirtioFeature.NET_HOST_TSO4.in(features) || !VirtioFeature.NET_CSUM.in(features)) {
            advice.add(new Advice(
                    "NO_OFFLOAD",
                    "the guest must cut its TCP streams into packets and compute checksums itself",
                    "turn offloads on in the back-end if it has them (DPDK: tso=1)"));
        }
        if (!ProtocolFeature.REPLY_ACK.in(protocol)) {
            advice.add(new Advice(
                    "NO_REPLY_ACK",
                    "the back-end does not say whether what it was told worked, so that a VMM goes on after a failure",
                    "look at the back-end's own log if traffic does not start"));
        }
        return advice;
    }

    private static void queues(long protocol, @Nullable Integer queues, List<Advice> advice) {
        if (queues == null) {
            advice.add(new Advice(
                    "QUEUES_UNKNOWN",
                    "the back-end did not say how many queue pairs it has",
                    "start with one (no queues=N on the netdev)"));
        } else if (queues < 2) {
            advice.add(new Advice(
                    "TOO_FEW_QUEUES",
                    ProtocolFeature.MQ.in(protocol)
                            ? "the back-end has one queue pair; a netdev with queues=2 or more is refused"
                            : "the back-end knows no multi-queue; a netdev with queues=2 or more is refused",
                    "give the back-end more queues before the VM, or the VM one"));
        }
    }
}
