package io.github.pgsurge.evidence;

import io.github.pgsurge.metrics.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at a run once a second, and may have found something out by its end. Called by one thread at a time; an exception
 * is logged and disturbs nobody else.
 */
public interface RunObserver extends AutoCloseable {
    /**
     * One second of a run.
     *
     * @param elapsed since the run began
     * @param interval what was recorded since the moment before
     * @param total gives everything recorded so far; takes milliseconds to make
     * @param vus virtual users that are active
     * @param connections empty when the run has no pool
     * @param last whether the load has ended: no other moment follows
     */
    record Moment(
            Duration elapsed,
            Snapshot interval,
            Supplier<Snapshot> total,
            int vus,
            Optional<ConnectionState> connections,
            boolean last) {}

    /** Sees the next moment. */
    void observe(Moment moment);

    /** What it found out, by the name of its block in run.json; asked after the last moment. */
    default Map<String, Map<String, Object>> blocks() {
        return Map.of();
    }

    /** Figures that rules can be about and that no block holds as a plain number, by name; asked after the last moment. */
    default Map<String, Estimate> figures() {
        return Map.of();
    }

    /** Settings of the client that the figures were measured with, for run.json's environment; asked after the last moment. */
    default Map<String, Object> environment() {
        return Map.of();
    }

    /** Lines that a reader of the summary must see; asked after the last moment. */
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
    default void close() {
        // most hold nothing
    }
}
