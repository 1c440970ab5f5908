package io.github.pgsurge.metrics;

import java.io.Serializable;

/**
 * Everything recorded for one label in a span of time. Failed samples are in the distributions as well: the time a
 * failure takes is part of what a user sees.
 *
 * <p>Immutable and thread safe.
 *
 * @param label the sampler's name in results
 * @param counts its counts
 * @param service service times
 * @param response response times: lag of an arrival, waiting for a connection and service time, as corrected
 * @param acquire times spent waiting for a pooled connection
 * @param failed service times of failed samples, which {@code service} holds as well
 */
public record LabelSnapshot(
        String label,
        LabelCounts counts,
        Distribution service,
        Distribution response,
        Distribution acquire,
        Distribution failed)
        implements Serializable {

    /** Lets response times be those of as many samples as were counted: others are estimates. */
    public LabelSnapshot {
        response = response.ofSamples(counts.count());
    }

    /** Nothing recorded under this label. */
    public static LabelSnapshot empty(String label) {
        return of(label, LabelCounts.NONE);
    }

    /** Counts without any times. */
    public static LabelSnapshot of(String label, LabelCounts counts) {
        return new LabelSnapshot(
                label, counts, Distribution.EMPTY, Distribution.EMPTY, Distribution.EMPTY, Distribution.EMPTY);
    }

    /** Both together under this one's label. Associative; commutative but for the label. */
    public LabelSnapshot merge(LabelSnapshot other) {
        return new LabelSnapshot(
                label,
                counts.plus(other.counts),
                service.merge(other.service),
                response.merge(other.response),
                acquire.merge(other.acquire),
                failed.merge(other.failed));
    }
}
