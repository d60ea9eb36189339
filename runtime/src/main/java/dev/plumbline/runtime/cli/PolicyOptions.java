package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.tap.NicPolicy.Model;
import picocli.CommandLine.Option;

/** What is wanted of the NICs. */
final class PolicyOptions {
    private enum Unsupported {
        SKIP,
        FAIL
    }

    private enum Addressless {
        SKIP,
        ATTACH
    }

    @Option(
            names = "--model",
            paramLabel = "auto|tc|macvtap|none",
            description = "How links are joined (default: auto).")
    private Model model = Model.AUTO;

    @Option(names = "--queues", paramLabel = "N", description = "Queue pairs a NIC, 1 to 256 (default: 1).")
    private int queues = 1;

    @Option(
            names = "--vhost",
            paramLabel = "auto|on|off",
            description = "Use the host's vhost-net; auto looks first (default: auto).")
    private Vhost vhost = Vhost.AUTO;

    @Option(
            names = "--unsupported",
            paramLabel = "skip|fail",
            description = "What to do with a link that no model can carry (default: skip).")
    private Unsupported unsupported = Unsupported.SKIP;

    @Option(
            names = "--addressless",
            paramLabel = "skip|attach",
            description = "What to do with a link without an address of its own (default: skip).")
    private Addressless addressless = Addressless.SKIP;

    @Option(
            names = "--rx-rate",
            paramLabel = "RATE",
            converter = Rates.class,
            description = "What the guest receives by each NIC at most, in bits a second: 100mbit (default: no limit).")
    private long rxRate;

    @Option(
            names = "--tx-rate",
            paramLabel = "RATE",
            converter = Rates.class,
            description = "What the guest sends by each NIC at most (default: no limit).")
    private long txRate;

    SandboxPolicy policy() {
        return new SandboxPolicy(
                model,
                queues,
                vhost,
                unsupported == Unsupported.FAIL,
                addressless == Addressless.ATTACH,
                rxRate,
                txRate);
    }
}
