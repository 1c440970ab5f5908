package io.github.pgsurge.metrics;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Readings of one quantity over a span of time.
 *
 * <p>Immutable and thread safe.
 *
 * @param count how many readings
 * @param sum their sum
 * @param min the least; positive infinity without a reading
 * @param max the greatest; negative infinity without a reading
 */
public record Gauge(long count, double sum, double min, double max) {
    /** No reading. */
    public static final Gauge NONE = new Gauge(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** One reading. */
    public static Gauge of(double reading) {
        return new Gauge(1, reading, reading, reading);
    }

    /** One reading, or none. */
    public static Gauge of(OptionalLong reading) {
        return reading.isEmpty() ? NONE : of((double) reading.getAsLong());
    }

    /** The readings of both. Associative and commutative. */
    public Gauge merge(Gauge other) {
        return new Gauge(count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max));
    }

    /** Their arithmetic mean; empty without a reading. */
    public OptionalDouble mean() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The least of them; empty without a reading. */
    public OptionalDouble least() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(min);
    }
}
