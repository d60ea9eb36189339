package dev.plumbline.runtime.service;

import dev.plumbline.host.change.Step;
import dev.plumbline.host.change.StepObserver;
import dev.plumbline.host.change.StepOutcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.IntSupplier;

/** What the service counts and times, for Prometheus. */
final class Metrics implements StepObserver {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final double[] BUCKETS = {0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram steps = Histogram.builder()
            .name("plumbline_step_duration_seconds")
            .help("How long a step took.")
            .labelNames("step", "outcome")
            .classicOnly()
            .classicUpperBounds(BUCKETS)
            .register(registry);
    private final Histogram calls = Histogram.builder()
            .name("plumbline_call_duration_seconds")
            .help("How long a call took, from its arrival to its answer.")
            .labelNames("method")
            .classicOnly()
            .classicUpperBounds(BUCKETS)
            .register(registry);
    private final Counter failures = Counter.builder()
            .name("plumbline_failures_total")
            .help("Calls that failed, by the problem's code.")
            .labelNames("method", "code")
            .register(registry);

    /** Adds a number that is looked up when it is asked for. */
    void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsInt()))
                .register(registry);
    }

    void called(String method, String code, long nanos) {
        calls.labelValues(method).observe(nanos / NANOS);
        if (!code.equals("OK")) {
            failures.labelValues(method, code).inc();
        }
    }

    @Override
    public void applied(Step step, StepOutcome outcome) {
        observe(outcome);
    }

    @Override
    public void undone(Step step, StepOutcome outcome) {
        observe(outcome);
    }

    private void observe(StepOutcome outcome) {
        steps.labelValues(outcome.step(), outcome.outcome().toString()).observe(outcome.micros() / MICROS);
    }

    /** {@return all of it in Prometheus' text format} */
    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
