package io.github.pgsurge.metrics;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Wall-clock time that never steps: the wall clock at construction plus the monotonic time since. A run's spans and
 * rates stay right when the machine's clock is set meanwhile.
 *
 * <p>Immutable and thread safe.
 */
public final class MonotonicClock implements InstantSource {
    private final Instant origin = Instant.now();
    private final long originNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return origin.plusNanos(System.nanoTime() - originNanos);
    }
}
