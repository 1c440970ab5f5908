package io.github.pgsurge.metrics;

import java.time.Duration;

/**
 * How response times make up for requests that were not sent while the client waited for an answer (coordinated omission).
 * Service times are never corrected.
 *
 * <p>Immutable and thread safe.
 *
 * @param countsLag whether the lag of an arrival is part of its response time
 * @param expectedInterval time between two requests of a virtual user that waits for nothing; a response that takes longer
 *     adds those that were due meanwhile, as HdrHistogram's recordValueWithExpectedInterval does; zero adds none
 */
public record Correction(boolean countsLag, Duration expectedInterval) {
    /** The lag of arrivals counts, and nothing else is added. */
    public static final Correction OF_ARRIVALS = new Correction(true, Duration.ZERO);

    /** None: response time is waiting for a connection plus service time, as most tools report it. */
    public static final Correction OFF = new Correction(false, Duration.ZERO);

    /** Refuses a negative interval. */
    public Correction {
        if (expectedInterval.isNegative()) {
            throw new IllegalArgumentException("expected interval " + expectedInterval + ": zero or more is allowed");
        }
    }

    long expectedIntervalNanos() {
        return expectedInterval.toNanos();
    }
}
