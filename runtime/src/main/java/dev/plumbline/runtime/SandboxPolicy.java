package dev.plumbline.runtime;

import dev.plumbline.host.Problem;
import dev.plumbline.tap.NicPolicy;
import dev.plumbline.tap.NicPolicy.Model;
import java.util.Set;

/**
 * What the caller wants of a sandbox's NICs. Stored with the sandbox.
 *
 * @param model how links are joined to NICs
 * @param queues queue pairs a NIC, 1 to 256
 * @param vhost whether the host kernel moves the packets of virtio-net
 * @param failUnsupported whether a link that no model can carry refuses the whole attach
 * @param attachAddressless whether links without an address of their own are carried too
 * @param rxRate bits a second that the guest receives by each NIC at most, 0 for no limit
 * @param txRate bits a second that the guest sends by each NIC at most, 0 for no limit
 */
public record SandboxPolicy(
        Model model,
        int queues,
        Vhost vhost,
        boolean failUnsupported,
        boolean attachAddressless,
        long rxRate,
        long txRate) {
    private static final long SLOWEST = 8; // one byte a second

    public SandboxPolicy {
        requireQueues(queues);
        for (long rate : new long[] {rxRate, txRate}) {
            if (rate != 0 && rate < SLOWEST) {
                throw Problem.badInput("BAD_RATE", rate + " bit/s", "this rate is no limit that can be kept")
                        .fix("give at least 8 bits a second, or leave the limit out")
                        .exception();
            }
        }
    }

    static void requireQueues(int queues) {
        if (queues < 1 || queues > 256) {
            throw Problem.badInput("BAD_QUEUES", Integer.toString(queues), "the number of queue pairs is out of range")
                    .fix("give 1 to 256")
                    .exception();
        }
    }

    /** Creates a policy without limits. */
    public SandboxPolicy(Model model, int queues, Vhost vhost, boolean failUnsupported, boolean attachAddressless) {
        this(model, queues, vhost, failUnsupported, attachAddressless, 0, 0);
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

    /** {@return this policy with limits, in bits a second; 0 for none} */
    public SandboxPolicy withRates(long rx, long tx) {
        return new SandboxPolicy(model, queues, vhost, failUnsupported, attachAddressless, rx, tx);
    }

    NicPolicy nics() {
        return new NicPolicy(
                model, queues, failUnsupported, attachAddressless, rxRate, txRate, Set.of(), Set.of(), Set.of());
    }
}
