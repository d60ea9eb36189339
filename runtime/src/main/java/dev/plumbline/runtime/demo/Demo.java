package dev.plumbline.runtime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.host.Problem;
import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import dev.plumbline.runtime.AttachRequest;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.SandboxPolicy;
import dev.plumbline.runtime.SandboxReport;
import dev.plumbline.runtime.agent.AgentAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The main job from end to end, with a line for each thing that happens and how long it took. */
public final class Demo implements AutoCloseable {
    private static final int TRANSFER_BYTES = 1 << 20;

    private final PrintStream out;
    private final String name = "plumb-demo-" + ProcessHandle.current().pid();
    private final Deque<AutoCloseable> cleanUp = new ArrayDeque<>();
    private int number;

    /** Creates a demonstration that tells what happens on a stream. */
    public Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param accelerator QEMU's, {@code tcg} or {@code kvm}
     */
    public void run(String accelerator) {
        long started = System.nanoTime();
        Path state = keep(temporaryState(), TemporaryFiles::delete);
        CniPod pod = stage("two network namespaces: the pod's, and one that plays the node", () -> CniPod.create(name));
        keep(pod, CniPod::close);
        List<String> addresses =
                stage("CNI: 'bridge' with 'host-local' gives the pod an eth0", () -> pod.add("eth0", 7));
        say("eth0 has %s", String.join(" and ", addresses));
        Map<String, JsonNode> before = CniPod.dump(pod.path());
        GuestVm vm = stage("a VM boots, without any NIC (QEMU, %s)".formatted(accelerator), () -> boot(accelerator));

        Plumbline plumbline = Plumbline.at(state).observedBy(new Teller());
        SandboxReport plan = stage(
                "Plumbline scans the namespace and plans; nothing is changed yet",
                () -> plumbline.plan(pod.path().toString(), SandboxPolicy.defaults()));
        plan.steps().forEach(step -> say("will %-12s %s", step.step(), step.object()));
        AttachRequest request = AttachRequest.of(name, pod.path().toString())
                .withQmp(vm.qmp())
                .withGuestAgent(new AgentAddress.Qga(vm.qga()));
        keep(plumbline, ignored -> detachIfAttached(plumbline));
        SandboxReport attached = stage(
                "Plumbline attaches: tap, redirects, NIC into the VM, guest configured",
                () -> plumbline.attach(request));
        attached.nics()
                .forEach(nic -> say(
                        "%s of the pod is %s of the guest, at PCI %s",
                        nic.link(),
                        nic.guest().name(),
                        String.valueOf(nic.guest().pciPath())));

        for (String address : addresses) {
            String summary = stage("ping %s from outside the pod".formatted(address), () -> ping(pod, address));
            say("%s", summary);
        }
        for (String address : addresses) {
            String digest = stage(
                    "1 MiB over TCP to %s; whoever answers returns its SHA-256".formatted(address),
                    () -> DigestService.ask(pod.node(), address, TRANSFER_BYTES));
            say("the guest answered %s..., as it must be", digest.substring(0, 16));
        }

        stage("Plumbline detaches", () -> plumbline.detach(name, AttachRequest.DEFAULT_TIMEOUT));
        stage("the namespace, compared with what it was before", () -> compare(before, CniPod.dump(pod.path())));
        say("identical: links, addresses, routes, rules, neighbours, qdiscs and filters");
        close();
        out.printf(Locale.ROOT, "%nDone in %.1f s; no process, namespace or file is left.%n", seconds(started));
    }

    private GuestVm boot(String accelerator) {
        GuestVm vm = keep(GuestVm.start(GuestVm.Machine.Q35, 2, 1, accelerator), GuestVm::close);
        vm.awaitAgent(Duration.ofSeconds(90));
        return vm;
    }

    private void detachIfAttached(Plumbline plumbline) {
        if (!plumbline.list().isEmpty()) {
            plumbline.detach(name, AttachRequest.DEFAULT_TIMEOUT);
        }
    }

    private static String ping(CniPod pod, String address) {
        String printed = Shell.runIn(pod.node(), "ping -n -c 3 -i 0.2 -W 5 " + address);
        return printed.lines()
                .filter(line -> line.contains("packets transmitted"))
                .findFirst()
                .orElse("");
    }

    private static Boolean compare(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        if (!before.equals(after)) {
            String differing = before.keySet().stream()
                    .filter(command -> !Objects.equals(before.get(command), after.get(command)))
                    .map(command -> command + "\n  before " + before.get(command) + "\n  after  " + after.get(command))
                    .findFirst()
                    .orElse("a link more than before");
            throw Problem.fault("NOT_AS_BEFORE", "namespace", "it is not as it was before")
                    .because(differing)
                    .exception();
        }
        return true;
    }

    private static Path temporaryState() {
        try {
            return Files.createTempDirectory("plumbline-demo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T stage(String title, Supplier<T> work) {
        number++;
        out.printf(Locale.ROOT, "%n%2d. %s%n", number, title);
        long started = System.nanoTime();
        try {
            T result = work.get();
            out.printf(Locale.ROOT, "    [%.0f ms]%n", seconds(started) * 1000);
            return result;
        } catch (RuntimeException e) {
            out.printf(Locale.ROOT, "    failed after %.0f ms%n", seconds(started) * 1000);
            throw e;
        }
    }

    private void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, "    " + format + "%n", arguments);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private <T> T keep(T made, Unmake<T> how) {
        synchronized (cleanUp) {
            cleanUp.push(() -> how.unmake(made));
        }
        return made;
    }

    /** Takes away whatever is still there. May be called from a shutdown hook, and more than once. */
    @Override
    public void close() {
        while (true) {
            AutoCloseable next;
            synchronized (cleanUp) {
                if (cleanUp.isEmpty()) {
                    return;
                }
                next = cleanUp.pop();
            }
            try {
                next.close();
            } catch (Exception e) {
                out.println("    while cleaning up: " + e.getMessage());
            }
        }
    }

    @FunctionalInterface
    private interface Unmake<T> {
        void unmake(T made);
    }

    /** Tells of each step as it is done. */
    private final class Teller implements StepObserver {
        @Override
        public void applied(Step step, StepOutcome outcome) {
            say("%-15s %-28s %8.1f ms", step.name(), step.object(), outcome.micros() / 1000.0);
        }

        @Override
        public void undone(Step step, StepOutcome outcome) {
            say("undo %-15s %-23s %8.1f ms", step.name(), step.object(), outcome.micros() / 1000.0);
        }
    }
}
