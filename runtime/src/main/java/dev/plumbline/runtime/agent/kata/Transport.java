package dev.plumbline.runtime.agent.kata;

import dev.plumbline.host.Deadline;
import dev.plumbline.runtime.agent.AgentAddress.Kata;
import dev.plumbline.runtime.agent.AgentAddress.KataHybridVsock;
import dev.plumbline.runtime.agent.AgentAddress.KataUnix;
import dev.plumbline.runtime.agent.AgentAddress.KataVsock;
import dev.plumbline.runtime.channel.FrameChannel;
import dev.plumbline.runtime.channel.Peer;
import dev.plumbline.runtime.channel.Receiver;

/** A way to an agent. What is said is the same on all of them. */
interface Transport {
    /** {@return the agent at the other end} */
    Peer peer();

    /** Connects. */
    FrameChannel open(Receiver receiver, Deadline deadline);

    /** {@return the way that an address names} */
    static Transport of(Kata address) {
        if (address instanceof KataUnix unix) {
            return new Unix(peer(
                    unix.socket().toString(),
                    "see that the guest has booted, and that kata-agent listens behind this socket"));
        }
        if (address instanceof KataHybridVsock hybrid) {
            return new HybridVsock(
                    peer(
                            hybrid.socket().toString(),
                            "see that the VMM serves its guest's vsock on this socket, and that kata-agent listens on port "
                                    + hybrid.port()),
                    hybrid.port());
        }
        KataVsock vsock = (KataVsock) address;
        return new Vsock(
                peer(
                        vsock.toString(),
                        "the host needs the module vhost_vsock and the VM a vhost-vsock device with this context id"),
                vsock.cid(),
                vsock.port());
    }

    private static Peer peer(String address, String fix) {
        return new Peer(address, "Kata agent", "AGENT", fix);
    }

    /** A Unix stream socket. */
    record Unix(Peer peer) implements Transport {
        @Override
        public FrameChannel open(Receiver receiver, Deadline deadline) {
            return FrameChannel.unix(peer, TtrpcFrame.FORMAT, receiver, deadline);
        }
    }

    /** A VMM's socket for its guest's vsock. */
    record HybridVsock(Peer peer, long port) implements Transport {
        @Override
        public FrameChannel open(Receiver receiver, Deadline deadline) {
            return FrameChannel.hybridVsock(peer, port, TtrpcFrame.FORMAT, receiver, deadline);
        }
    }

    /** The host kernel's vsock. */
    record Vsock(Peer peer, long cid, long port) implements Transport {
        @Override
        public FrameChannel open(Receiver receiver, Deadline deadline) {
            return FrameChannel.vsock(peer, cid, port, TtrpcFrame.FORMAT, receiver, deadline);
        }
    }
}
