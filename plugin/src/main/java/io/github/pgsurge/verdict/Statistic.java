package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.metrics.TimeKind;
import java.util.Set;

/**
 * One figure of a metric.
 *
 * <p>Immutable and thread safe.
 *
 * @param dimension what its values are
 * @param span how much of a run it can be taken of
 * @param named whether a name follows it, as the code follows {@code errors code}
 * @param kinds the times it is made of
 * @param reader takes it
 */
record Statistic(Dimension dimension, Span span, boolean named, Set<TimeKind> kinds, Reader reader) {
    /** How much of a run a figure can be taken of. */
    enum Span {
        /** The run so far, or any part of it. */
        ANY,
        /** Likewise, but it grows with the part: only an upper bound means the same for both. */
        GROWS,
        /** The run as a whole, at its end. */
        RUN
    }

    /** Takes a figure. */
    @FunctionalInterface
    interface Reader {
        /** The figure of these labels; {@code name} is empty unless the statistic is {@link #named}. */
        MetricValue read(Evidence evidence, LabelChoice labels, String name);
    }

    static Statistic of(Dimension dimension, Span span, Reader reader) {
        return new Statistic(dimension, span, false, Set.of(), reader);
    }
}
