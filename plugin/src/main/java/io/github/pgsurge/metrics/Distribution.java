package io.github.pgsurge.metrics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * A distribution of times: an encoded HdrHistogram of nanoseconds, 1 ns to 1 h, three significant digits. A kilobyte or
 * two, whatever the number of samples. Equal when every bucket is equal.
 *
 * <p>Immutable and thread safe.
 */
public final class Distribution implements Serializable {
    /** Nothing was measured. */
    public static final Distribution EMPTY = new Distribution(0, 0, new byte[0]);

    private static final long serialVersionUID = 1;

    private final long count;
    private final long support;
    private final byte[] encoded;

    private Distribution(long count, long support, byte[] encoded) {
        this.count = count;
        this.support = support;
        this.encoded = encoded;
    }

    static Distribution of(AbstractHistogram histogram, HistogramCodec codec) {
        long count = histogram.getTotalCount();
        return count == 0 ? EMPTY : of(count, codec.encode(histogram));
    }

    /** Of so many times, as {@link HistogramCodec} encodes them. */
    static Distribution of(long count, byte[] encoded) {
        return new Distribution(count, count, encoded);
    }

    /**
     * The same of no more than so many samples: the times beyond are estimates of a {@link Correction}, which make no
     * quantile more certain.
     */
    Distribution ofSamples(long samples) {
        return samples < support ? new Distribution(count, samples, encoded) : this;
    }

    /** How many times it holds. */
    public long count() {
        return count;
    }

    /** A histogram of its own for the caller, in nanoseconds. */
    public Histogram histogram() {
        return count == 0 ? HistogramCodec.newHistogram() : HistogramCodec.decode(encoded);
    }

    /** All times of both. Associative and commutative. */
    public Distribution merge(Distribution other) {
        return sum(List.of(this, other));
    }

    /** All times of all; {@link #EMPTY} of none. */
    static Distribution sum(Collection<Distribution> parts) {
        List<Distribution> measured =
                parts.stream().filter(part -> part.count > 0).toList();
        if (measured.size() <= 1) {
            return measured.isEmpty() ? EMPTY : measured.get(0);
        }
        Histogram sum = HistogramCodec.newHistogram();
        measured.forEach(part -> sum.add(part.histogram()));
        return of(sum, new HistogramCodec())
                .ofSamples(measured.stream().mapToLong(part -> part.support).sum());
    }

    /**
     * A quantile in nanoseconds.
     *
     * @param q 0 to 1
     * @return empty when the number of samples does not support it (n(1-q) below 10); estimated times are no samples
     */
    public OptionalLong quantile(double q) {
        if (q < 0 || q > 1) {
            throw new IllegalArgumentException("quantile " + q + ": 0 to 1 is allowed");
        }
        return Quantile.supports(support, q)
                ? OptionalLong.of(histogram().getValueAtPercentile(q * 100))
                : OptionalLong.empty();
    }

    /** Its figures; empty when it holds no time at all. */
    public Optional<LatencySummary> summary() {
        if (count == 0) {
            return Optional.empty();
        }
        Histogram histogram = histogram();
        Map<Quantile, Long> quantiles = new EnumMap<>(Quantile.class);
        for (Quantile quantile : Quantile.values()) {
            if (quantile.supportedBy(support)) {
                quantiles.put(quantile, histogram.getValueAtPercentile(quantile.q() * 100));
            }
        }
        return Optional.of(new LatencySummary(
                histogram.getMinValue(), Math.round(histogram.getMean()), histogram.getMaxValue(), quantiles));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && count == that.count
                && support == that.support
                && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Distribution[count=" + count + ", summary=" + summary() + "]";
    }
}
