package dev.plumbline.runtime.service;

import dev.plumbline.host.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The service's diagnostics: a line each on standard error, which is where a service manager looks for them. */
final class Log {
    /** Kept, because a logger that nobody refers to forgets its level. */
    private static final Logger NETTY_BOOTSTRAP = Logger.getLogger("io.netty.bootstrap");

    private Log() {}

    /** gRPC asks for TCP's keep-alive on every socket, and Netty warns of each that has none. */
    static void quieten() {
        NETTY_BOOTSTRAP.setLevel(Level.SEVERE);
    }

    static void line(String text) {
        System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " plumb: " + text);
    }

    static void problem(String doing, Problem problem) {
        line(doing + ": " + problem.code() + ": " + problem.text()
                + (problem.fix() == null ? "" : "; fix: " + problem.fix()));
    }

    static void fault(String doing, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        line(doing + ": " + trace);
    }
}
