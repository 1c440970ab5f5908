package io.github.pgsurge.evidence;

import io.github.pgsurge.metrics.Snapshot;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks on at a run: at the pool, the gateway, a server, the client, or only at the samples. It is told of the begin, of every
 * second and of the end of the load, and may have found something out by then. What keeps it from watching it says once and
 * goes on: it never disturbs the load.
 *
 * <p>{@link #begin} comes first, then {@link #introduction}, then the moments, of which the last comes while everything that the
 * run has opened is still open; then what it found, in any order; then {@link #close}. Called by one thread at a time; an
 * exception is logged and disturbs nobody else.
 */
public interface RunObserver extends AutoCloseable {
    /**
     * What an observer is given.
     *
     * @param readings takes readings of servers
     * @param registry where collectors are registered; empty when nothing is served to Prometheus. A collector that throws fails
     *     the whole scrape
     * @param warmup time at the start that is left out of the figures
     * @param out takes lines for the terminal
     */
    record Surroundings(
            MonitorLog readings, Optional<PrometheusRegistry> registry, Duration warmup, Consumer<String> out) {}

    /**
     * One second of a run.
     *
     * @param elapsed since the run began
     * @param interval what was recorded since the moment before
     * @param total gives everything recorded so far; takes milliseconds to make
     * @param vus virtual users that are active
     * @param live what observers say of this moment
     * @param status clauses of observers for the line that shows it
     * @param last whether the load has ended: no other moment follows
     */
    record Moment(
            Duration elapsed,
            Snapshot interval,
            Supplier<Snapshot> total,
            int vus,
            Findings live,
            List<String> status,
            boolean last) {}

    /** Begins to look on, in seconds at most; nothing of the load has been sent yet. */
    default void begin(Surroundings surroundings) {}

    /** Lines that say what is about to be measured. */
    default List<String> introduction() {
        return List.of();
    }

    /** Sees the next moment. */
    default void observe(Moment moment) {}

    /** Gauges of this moment; asked every second, before anybody sees it. */
    default Findings live() {
        return Findings.NONE;
    }

    /** A clause of the line that shows this moment, such as {@code conns 10/10}. */
    default Optional<String> status() {
        return Optional.empty();
    }

    /** What it found out; asked after the last moment. */
    default Findings findings() {
        return Findings.NONE;
    }

    /**
     * Lines that are printed after the summary of a run; asked after the last moment. They are not stored, so that {@code pgsurge
     * report} does not show them.
     */
    default List<String> remarks() {
        return List.of();
    }

    /** Why the figures may not be of what they should be of; asked after the last moment. */
    default Optional<String> doubt() {
        return Optional.empty();
    }

    /** What proves that answers were wrong, whatever the error rate; asked after the last moment. */
    default Optional<String> wrongAnswers() {
        return Optional.empty();
    }

    /** Gives back what it holds, after the result has been written. */
    @Override
    default void close() {}
}
