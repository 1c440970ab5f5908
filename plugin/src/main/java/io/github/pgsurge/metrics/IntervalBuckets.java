package io.github.pgsurge.metrics;

import static io.github.pgsurge.metrics.Measurement.NOT_MEASURED;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The times of one kind of one label during one interval, counted in the buckets of an HdrHistogram, with one atomic addition
 * for each. HdrHistogram's own AtomicHistogram makes two, for the total that nobody asks for before the interval is over.
 * Takes its 270 kB only when a time comes.
 *
 * <p>Any number of threads may {@link #record} at once, wait-free; draining and {@link #reset} need that none does.
 */
final class IntervalBuckets {
    private final AtomicReference<AtomicLongArray> buckets = new AtomicReference<>();

    void record(long nanos) {
        if (nanos != NOT_MEASURED) {
            count(present(), nanos);
        }
    }

    /**
     * Adds what a client would have seen that did not wait, one every interval, when that is more than 0: HdrHistogram's
     * recordValueWithExpectedInterval.
     */
    void record(long nanos, long expectedIntervalNanos) {
        record(nanos);
        if (expectedIntervalNanos > 0) {
            long within = Math.min(nanos, HistogramCodec.HIGHEST_NANOS);
            for (long missing = within - expectedIntervalNanos;
                    missing >= expectedIntervalNanos;
                    missing -= expectedIntervalNanos) {
                count(present(), missing);
            }
        }
    }

    private static void count(AtomicLongArray counts, long nanos) {
        counts.getAndIncrement(HistogramCodec.bucket(Math.min(nanos, HistogramCodec.HIGHEST_NANOS)));
    }

    private AtomicLongArray present() {
        AtomicLongArray known = buckets.get();
        if (known != null) {
            return known;
        }
        AtomicLongArray made = new AtomicLongArray(HistogramCodec.BUCKETS);
        return buckets.compareAndSet(null, made) ? made : buckets.get();
    }

    /** Adds what is here to a total and hands it out encoded. */
    Distribution drainInto(CumulativeHistogram total, HistogramCodec codec) {
        AtomicLongArray counts = buckets.get();
        return counts == null ? Distribution.EMPTY : codec.drain(counts, total);
    }

    void reset() {
        AtomicLongArray counts = buckets.get();
        if (counts != null) {
            for (int i = 0; i < HistogramCodec.BUCKETS; i++) {
                counts.setPlain(i, 0);
            }
        }
    }
}
