package io.github.pgsurge.metrics;

import static io.github.pgsurge.metrics.Measurement.NOT_MEASURED;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters and histograms that samples of one label go to during one interval.
 *
 * <p>Any number of threads may {@link #add} at once, wait-free; reading and {@link #reset} need that none does.
 */
final class LabelCell {
    final LongAdder count = new LongAdder();
    final LongAdder clamped = new LongAdder();
    final LongAdder arrivals = new LongAdder();
    final LongAdder late = new LongAdder();
    final Sum rows = new Sum();
    final Sum written = new Sum();
    final Sum bytes = new Sum();
    final Sum retries = new Sum();
    final AtomicLongArray errors = new AtomicLongArray(ErrorSlot.LIMIT + 1);
    final IntervalBuckets service = new IntervalBuckets();
    final IntervalBuckets response = new IntervalBuckets();
    final IntervalBuckets acquire = new IntervalBuckets();
    final IntervalBuckets failed = new IntervalBuckets();

    /** Counts one sample; {@code error} is null when it succeeded. */
    void add(Measurement measurement, ErrorSlot error, Correction correction) {
        count.increment();
        if (error != null) {
            errors.incrementAndGet(error.index());
            failed.record(measurement.serviceNanos());
        }
        if (measurement.isArrival()) {
            arrivals.increment();
            if (measurement.late()) {
                late.increment();
            }
        }
        long responseNanos = measurement.responseNanos(correction.countsLag());
        service.record(measurement.serviceNanos());
        acquire.record(measurement.acquireNanos());
        response.record(responseNanos, correction.expectedIntervalNanos());
        if (responseNanos > HistogramCodec.HIGHEST_NANOS) {
            clamped.increment();
        }
        rows.add(measurement.rows());
        written.add(measurement.written());
        bytes.add(measurement.bytes());
        retries.add(measurement.retries());
    }

    boolean isEmpty() {
        return count.sum() == 0;
    }

    void reset() {
        count.reset();
        clamped.reset();
        arrivals.reset();
        late.reset();
        rows.reset();
        written.reset();
        bytes.reset();
        retries.reset();
        for (int i = 0; i < errors.length(); i++) {
            errors.setPlain(i, 0);
        }
        service.reset();
        response.reset();
        acquire.reset();
        failed.reset();
    }

    /** A sum that remembers whether anything was added. */
    static final class Sum {
        private final LongAdder sum = new LongAdder();
        private volatile boolean measured;

        void add(long value) {
            if (value == NOT_MEASURED) {
                return;
            }
            // reading first keeps the cache line shared between cores
            if (!measured) {
                measured = true;
            }
            if (value != 0) {
                sum.add(value);
            }
        }

        MeasuredSum value() {
            return measured ? new MeasuredSum(true, sum.sum()) : MeasuredSum.NONE;
        }

        private void reset() {
            measured = false;
            sum.reset();
        }
    }
}
