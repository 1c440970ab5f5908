package io.github.pgsurge.evidence;

/**
 * A figure of a run with the interval that its true value lies in. What was counted is exact; what was estimated from noisy
 * readings, as a slope is, is not.
 *
 * <p>Immutable and thread safe.
 *
 * @param value the figure
 * @param low lower bound of its 95 % confidence interval, at most {@code value}
 * @param high upper bound, at least {@code value}
 */
public record Estimate(double value, double low, double high) {
    /** Refuses bounds that do not hold the value, and what is no number. */
    public Estimate {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(value + " does not lie within " + low + " to " + high);
        }
    }

    /** A figure that is known exactly. */
    public static Estimate exact(double value) {
        return new Estimate(value, value, value);
    }
}
