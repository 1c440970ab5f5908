package io.github.pgsurge.verdict;

/** What a run has to say on a metric. Immutable and thread safe. */
sealed interface Reading {
    /** A figure, in the unit of the metric's dimension. */
    record Value(Estimate estimate) implements Reading {}

    /** There was no sample that it could be about. */
    record NoSamples() implements Reading {}

    /** Nothing that a rule can be held against, and why. */
    record Unknown(String reason) implements Reading {}

    static Reading of(double exact) {
        return new Value(Estimate.exact(exact));
    }

    static Reading of(long exact) {
        return of((double) exact);
    }

    static Reading unknown(String reason) {
        return new Unknown(reason);
    }
}
