package io.github.pgsurge.metrics;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * A sum that knows whether anything was measured at all: 0 rows and "rows are unknown" are two things.
 *
 * <p>Immutable and thread safe.
 *
 * @param measured whether any sample measured it
 * @param sum the sum over the samples that did; 0 when none did
 */
public record MeasuredSum(boolean measured, long sum) implements Serializable {
    /** No sample measured it. */
    public static final MeasuredSum NONE = new MeasuredSum(false, 0);

    /** Both together. Associative and commutative. */
    public MeasuredSum plus(MeasuredSum other) {
        return new MeasuredSum(measured || other.measured, sum + other.sum);
    }

    /** The sum; empty when not measured. */
    public OptionalLong value() {
        return measured ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}
