package dev.plumbline.runtime.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Turns the signal that ends the process (SIGTERM, SIGINT) into the orderly end of a command that would otherwise go on for
 * ever; the process then ends with 0. Opened once a process.
 */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch handled = new CountDownLatch(1);
    private final Thread hook;

    /** Listens for the signal, of which the JVM tells by its shutdown hooks only. */
    StopSignal(Runnable onSignal) {
        hook = new Thread(
                () -> {
                    received.countDown();
                    onSignal.run();
                    try {
                        handled.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(0); // told to stop, and stopped: no failure
                },
                "plumbline-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for the signal. */
    void await() throws InterruptedException {
        received.await();
    }

    /** The command has ended. When no signal has come, it ends the process with its own exit code. */
    @Override
    public void close() {
        System.out.flush();
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            handled.countDown(); // the signal has come: the process may end now
        }
    }
}
