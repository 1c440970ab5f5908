package io.github.pgsurge.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A distribution of times in the fixed buckets of the exposition, whose bounds are in seconds, from 100 us to 60 s. A time
 * is in the bucket that its HdrHistogram bin begins in: a bound is met to the histogram's three digits.
 *
 * <p>Immutable and thread safe.
 */
final class BucketedTimes {
    private static final double[] BOUNDS = {
        0.000_1,
        0.000_25,
        0.000_5,
        0.001,
        0.002_5,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
        30,
        60,
        Double.POSITIVE_INFINITY
    };
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] counts;
    private final double sumNanos;

    private BucketedTimes(long[] counts, double sumNanos) {
        this.counts = counts;
        this.sumNanos = sumNanos;
    }

    static BucketedTimes of(Distribution distribution) {
        long[] counts = new long[BOUNDS.length];
        double sumNanos = 0;
        int bucket = 0;
        if (distribution.count() > 0) {
            var histogram = distribution.histogram();
            for (HistogramIterationValue bin : histogram.recordedValues()) {
                double least = histogram.lowestEquivalentValue(bin.getValueIteratedTo()) / NANOS_PER_SECOND;
                while (least > BOUNDS[bucket]) {
                    bucket++;
                }
                long count = bin.getCountAddedInThisIterationStep();
                counts[bucket] += count;
                sumNanos += (double) histogram.medianEquivalentValue(bin.getValueIteratedTo()) * count;
            }
        }
        return new BucketedTimes(counts, sumNanos);
    }

    /** Without those times, all of which are among these. */
    BucketedTimes minus(BucketedTimes part) {
        long[] left = new long[counts.length];
        Arrays.setAll(left, i -> counts[i] - part.counts[i]);
        boolean none = Arrays.stream(left).allMatch(count -> count == 0);
        return new BucketedTimes(left, none ? 0 : sumNanos - part.sumNanos);
    }

    /** The counts of each bucket alone, not of those below it. */
    ClassicHistogramBuckets buckets() {
        return ClassicHistogramBuckets.of(BOUNDS, counts);
    }

    double sumSeconds() {
        return sumNanos / NANOS_PER_SECOND;
    }
}
