package io.github.pgsurge.metrics;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What was recorded in a span of time: the one type in which recording on an agent and merging on a controller meet.
 *
 * <p>Immutable and thread safe.
 *
 * @param from begin of the measured span; never before the end of the warm-up
 * @param to its end; equal to {@code from} when all of the span was warm-up or nothing had begun
 * @param warmupSamples samples that began in the warm-up and are in no other figure here
 * @param labels the labels that had samples, by name
 */
public record Snapshot(Instant from, Instant to, long warmupSamples, SortedMap<String, LabelSnapshot> labels)
        implements Serializable {
    /** The label of the figures over all labels. */
    public static final String TOTAL = "total";

    /** Copies the labels. */
    public Snapshot {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Both together; the span covers both measured spans. Associative and commutative. */
    public Snapshot merge(Snapshot other) {
        SortedMap<String, LabelSnapshot> merged = new TreeMap<>(labels);
        other.labels.forEach((label, snapshot) -> merged.merge(label, snapshot, LabelSnapshot::merge));
        long warmup = warmupSamples + other.warmupSamples;
        // an interval inside the warm-up has no length, and must not stretch the span that rates are taken over
        if (measured().isZero() && other.measured().isZero()) {
            return new Snapshot(later(to, other.to), later(to, other.to), warmup, merged);
        }
        if (measured().isZero()) {
            return new Snapshot(other.from, other.to, warmup, merged);
        }
        return other.measured().isZero()
                ? new Snapshot(from, to, warmup, merged)
                : new Snapshot(earlier(from, other.from), later(to, other.to), warmup, merged);
    }

    /** The measured time; zero when there was none, and then there are no rates. */
    public Duration measured() {
        return Duration.between(from, to);
    }

    /** The counts over all labels. */
    public LabelCounts counts() {
        return labels.values().stream().map(LabelSnapshot::counts).reduce(LabelCounts.NONE, LabelCounts::plus);
    }

    /** Everything over all labels, under the label {@link #TOTAL}. Decodes every histogram. */
    public LabelSnapshot total() {
        return new LabelSnapshot(
                TOTAL,
                counts(),
                times(LabelSnapshot::service),
                times(LabelSnapshot::response),
                times(LabelSnapshot::acquire),
                times(LabelSnapshot::failed));
    }

    /** One kind of times over all labels. Decodes its histograms when there are several. */
    public Distribution times(Function<LabelSnapshot, Distribution> kind) {
        return Distribution.sum(labels.values().stream().map(kind).toList());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
