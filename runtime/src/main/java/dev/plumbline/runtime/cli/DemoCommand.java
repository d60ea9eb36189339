package dev.plumbline.runtime.cli;

import dev.plumbline.runtime.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plumb demo}. */
@Command(
        name = "demo",
        description = "Runs the main job live: a CNI namespace, a VM that it boots, traffic, and nothing left behind.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--accel", paramLabel = "tcg|kvm", description = "How QEMU runs the guest (default: tcg).")
    private String accelerator = "tcg";

    private final Output output;

    DemoCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        Demo demo = new Demo(output.text());
        Thread onSignal = new Thread(demo::close, "plumbline-demo-cleanup");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            demo.run(accelerator);
        } finally {
            demo.close();
            Runtime.getRuntime().removeShutdownHook(onSignal);
        }
        return 0;
    }
}
