package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import dev.plumbline.tap.NicPolicy;
import dev.plumbline.tap.NicPolicy.Model;

/**
 * What the caller wants of a sandbox's NICs. Stored with the sandbox.
 *
 * @param model how links are joined to NICs
 * @param queues queue pairs a NIC, 1 to 256
 * @param vhost whether the host kernel moves the packets of virtio-net
 * @param failUnsupported whether a link that no model can carry refuses the whole attach
 * @param attachAddressless whether links without an address of their own are carried too
 */
public record SandboxPolicy(Model model, int queues, Vhost vhost, boolean failUnsupported, boolean attachAddressless) {

    public SandboxPolicy {
        if (queues < 1 || queues > 256) {
            throw Problem.badInput("BAD_QUEUES", Integer.toString(queues), "the number of queue pairs is out of range")
                    .fix("give 1 to 256")
                    .exception();
        }
    }

    /** Whether to use the host's vhost-net. */
    public enum Vhost {
        /** When the host has it. */
        AUTO,
        /** Always; refused on a host without it. */
        ON,
        /** Never. */
        OFF
    }

    /** {@return the defaults: models chosen, one queue, vhost-net when the host has it, what cannot be carried skipped} */
    public static SandboxPolicy defaults() {
        return new SandboxPolicy(Model.AUTO, 1, Vhost.AUTO, false, false);
    }

    NicPolicy nics() {
        return new NicPolicy(model, queues, failUnsupported, attachAddressless);
    }
}
