package dev.plumbline.itest;

import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Pluggable;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxPolicy.Vhost;
import dev.plumbline.runtime.agent.AgentAddress;
import dev.plumbline.tap.NicPolicy.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An operation that stops after its n-th step, says so, and waits to be killed. Run in a process of its own. */
final class KilledOperation {
    static final String NOW = "kill me now";

    /** The link that is plugged and unplugged. */
    static final String LATE = "late0";

    private KilledOperation() {}

    public static void main(String[] arguments) {
        int number = Integer.parseInt(arguments[1]);
        AttachRequest request = AttachRequest.of(arguments[3], arguments[4]);
        request = request.withPolicy(policy(arguments[7]));
        if (!arguments[5].equals("null")) {
            request = request.withQmp(Path.of(arguments[5])).withGuestAgent(AgentAddress.parse(arguments[6]));
        }
        Plumbline plumbline = Plumbline.at(Path.of(arguments[2])).observedBy(new Stopper(number));
        Duration limit = Duration.ofSeconds(30);
        switch (arguments[0]) {
            case "attach" -> plumbline.attach(request);
            case "detach" -> plumbline.detach(request.sandbox(), limit);
            case "plug" -> plumbline.plugLink(request.sandbox(), LATE, limit);
            case "unplug" -> plumbline.unplug(request.sandbox(), LATE, limit);
            case "plug-socket" -> plumbline.plug(request.sandbox(), lateSocket(Path.of(arguments[2])), limit);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** {@return a NIC of the same name, whose back-end listens beside the state directory} */
    static Pluggable.VhostUser lateSocket(Path state) {
        Path socket = state.resolveSibling(LATE + ".sock");
        return new Pluggable.VhostUser(socket, false, LATE, null, List.of("10.77.8.2/24"), 1500, 1);
    }

    /** {@return a policy as an argument of this program} */
    static String text(SandboxPolicy policy) {
        return policy.model() + "," + policy.rxRate() + "," + policy.txRate();
    }

    private static SandboxPolicy policy(String text) {
        String[] words = text.split(",", -1);
        return new SandboxPolicy(Model.valueOf(words[0]), 1, Vhost.AUTO, false, false)
                .withRates(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    private static final class Stopper implements StepObserver {
        private final int number;
        private int seen;

        Stopper(int number) {
            this.number = number;
        }

        @Override
        public void applied(Step step, StepOutcome outcome) {
            stop();
        }

        @Override
        public void undone(Step step, StepOutcome outcome) {
            stop();
        }

        private void stop() {
            if (seen++ == number) {
                System.out.println(NOW);
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
