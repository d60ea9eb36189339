package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plumb attach}. */
@Command(
        name = "attach",
        description = "Mirrors a namespace; with a VMM, plugs the NICs in.",
        mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {
    private final Output output;

    @Mixin
    private CommonOptions common = new CommonOptions();

    AttachCommand(Output output) {
        this.output = output;
    }

    @Parameters(paramLabel = "SANDBOX", description = "The sandbox's name.")
    private String sandbox = "";

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** Where the NICs come from. */
    static final class Source {
        @Option(
                names = "--netns",
                required = true,
                paramLabel = "PATH",
                description = "The pod's namespace, a path or a name.")
        private String netns = "";

        @Option(
                names = "--dan",
                required = true,
                paramLabel = "FILE",
                description = "A direct-attach file that lists the NICs (Kata Containers' format).")
        private @Nullable Path dan;
    }

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Option(
            names = "--qmp",
            paramLabel = "SOCKET",
            description = "A QEMU monitor of our own; without one, taps are left for a VMM to open by name.")
    private @Nullable Path qmp;

    @Option(
            names = "--agent",
            paramLabel = "ADDRESS",
            description = "Who configures the guest: " + AgentAddress.FORMS + ", or none (default).")
    private String agent = "none";

    @Override
    public Integer call() {
        AttachRequest request = new AttachRequest(
                sandbox, source.netns, source.dan, policy.policy(), qmp, guestAgent(), common.timeout(), false);
        SandboxReport report = common.inSandboxes(sandboxes -> sandboxes.attach(request));
        return output.result(report, text -> text.sandbox(report));
    }

    private @Nullable AgentAddress guestAgent() {
        return agent.equals("none") ? null : AgentAddress.parse(agent);
    }
}
