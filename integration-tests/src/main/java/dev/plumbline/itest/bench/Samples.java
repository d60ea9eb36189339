package dev.plumbline.itest.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** Times of one operation in microseconds, printed as {@code name<TAB>number} lines. */
final class Samples {
    private final String name;
    private final double[] micros;
    private int count;

    Samples(String name, int capacity) {
        this.name = name;
        this.micros = new double[capacity];
    }

    /** Adds the time since a moment of {@link System#nanoTime}. */
    void since(long startedNanos) {
        micros[count++] = (System.nanoTime() - startedNanos) / 1000.0;
    }

    void print(PrintStream out) {
        if (count == 0) {
            return;
        }
        double[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        line(out, "", sorted[count / 2]);
        line(out, ".p99", sorted[Math.min(count - 1, (int) (count * 0.99))]);
        line(out, ".min", sorted[0]);
        line(out, ".mean", Arrays.stream(sorted).average().orElseThrow());
    }

    private void line(PrintStream out, String suffix, double value) {
        out.printf(Locale.ROOT, "%s%s\t%.2f%n", name, suffix, value);
    }
}
