package io.github.pgsurge.metrics;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The figures of a distribution of times, in nanoseconds; exact to the histogram's three significant digits.
 *
 * <p>Immutable and thread safe.
 *
 * @param minNanos the least
 * @param meanNanos the arithmetic mean, rounded
 * @param maxNanos the greatest
 * @param quantiles those that the number of samples supports, and no others
 */
public record LatencySummary(long minNanos, long meanNanos, long maxNanos, Map<Quantile, Long> quantiles)
        implements Serializable {

    /** Copies the quantiles. */
    public LatencySummary {
        Map<Quantile, Long> copy = new EnumMap<>(Quantile.class);
        copy.putAll(quantiles);
        quantiles = Collections.unmodifiableMap(copy);
    }

    /** The quantile in nanoseconds; empty when there were too few samples for it. */
    public OptionalLong quantile(Quantile quantile) {
        Long nanos = quantiles.get(quantile);
        return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
