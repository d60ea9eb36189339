package dev.plumbline.itest.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process, {@code sleep}, that has a device's node open and does nothing with it, until it is closed. */
public final class NodeHolder implements AutoCloseable {
    private final Process process;

    private NodeHolder(Process process) {
        this.process = process;
    }

    /** Starts one, and waits until it has the node open. */
    public static NodeHolder of(Path node) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("bash", "-c", "exec 3<>\"$0\" && exec sleep 1000", node.toString()).start();
        NodeHolder holder = new NodeHolder(process);
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            if (holder.program().equals("sleep")) {
                return holder;
            }
            Thread.sleep(20);
        }
        holder.close();
        throw new IllegalStateException("no process could be made that has " + node + " open");
    }

    private String program() throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/comm")).strip();
    }

    /** {@return how Plumbline names it} */
    @Override
    public String toString() {
        return "sleep (pid " + process.pid() + ")";
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(this + " does not end");
        }
    }
}
