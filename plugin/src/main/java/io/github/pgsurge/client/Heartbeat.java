package io.github.pgsurge.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How long this JVM does not get to run what is ready to run: a thread that sleeps a hundredth of a second and records by how
 * much it overslept, after Gil Tene's jHiccup. A stall of many beats counts for each of them, so that a quantile is one of
 * time. It does not tell whose fault a stall is: a collection, the machine, or others on it.
 *
 * <p>Its thread takes about 0.5 % of a CPU. {@link #drain} is for one thread at a time.
 */
final class Heartbeat implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(10);

    private static final long LOWEST_NANOS = 1_000;
    private static final long HIGHEST_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 2;

    private final SingleWriterRecorder overslept =
            new SingleWriterRecorder(LOWEST_NANOS, HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    private final Thread thread = new Thread(this::beat, "pgsurge-heartbeat");
    private Histogram spare;

    /** Not beating yet. */
    Heartbeat() {}

    /** Beats from now on, until it is closed. */
    static Heartbeat start() {
        Heartbeat heartbeat = new Heartbeat();
        heartbeat.thread.setDaemon(true);
        heartbeat.thread.start();
        return heartbeat;
    }

    /** Of the shape that all of its histograms have, in nanoseconds. */
    static Histogram emptyHistogram() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    }

    private void beat() {
        try {
            while (!Thread.interrupted()) {
                long before = System.nanoTime();
                Thread.sleep(PERIOD.toMillis());
                overslept(System.nanoTime() - before - PERIOD.toNanos());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** A sleep ended so much later than it should; less than 0 is no later. */
    void overslept(long nanos) {
        overslept.recordValueWithExpectedInterval(Math.min(Math.max(0, nanos), HIGHEST_NANOS), PERIOD.toNanos());
    }

    /** Nanoseconds that it overslept since the last call; the next call takes the histogram back. */
    Histogram drain() {
        spare = overslept.getIntervalHistogram(spare);
        return spare;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
