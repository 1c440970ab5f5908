package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Estimate;

/** What a run has to say on a metric. Immutable and thread safe. */
sealed interface MetricValue {
    /** A figure, in the unit of the metric's dimension. */
    record Value(Estimate estimate) implements MetricValue {}

    /** There was no sample that it could be about. */
    record NoSamples() implements MetricValue {}

    /** Nothing that a rule can be held against, and why. */
    record Unknown(String reason) implements MetricValue {}

    static MetricValue of(double exact) {
        return new Value(Estimate.exact(exact));
    }

    static MetricValue of(long exact) {
        return of((double) exact);
    }

    static MetricValue unknown(String reason) {
        return new Unknown(reason);
    }
}
