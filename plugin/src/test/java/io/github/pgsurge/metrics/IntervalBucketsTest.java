package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Times are counted as an HdrHistogram counts them. */
class IntervalBucketsTest {
    private final IntervalBuckets times = new IntervalBuckets();
    private final Histogram expected = HistogramCodec.newHistogram();

    private Histogram drained() {
        return times.drainInto(new CumulativeHistogram(), new HistogramCodec()).histogram();
    }

    @Test
    void everyPowerOfTwoAndItsNeighboursGoIntoHdrHistogramsBucket() {
        LongStream.rangeClosed(0, 41)
                .flatMap(power -> LongStream.of((1L << power) - 1, 1L << power, (1L << power) + 1, 3L << power))
                .filter(nanos -> nanos <= HistogramCodec.HIGHEST_NANOS)
                .forEach(nanos -> {
                    times.record(nanos);
                    expected.recordValue(nanos);
                });
        times.record(HistogramCodec.HIGHEST_NANOS);
        expected.recordValue(HistogramCodec.HIGHEST_NANOS);
        assertThat(drained()).isEqualTo(expected);
    }

    @Test
    void soDoesAnyOther() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long nanos = Math.min(HistogramCodec.HIGHEST_NANOS, random.nextLong() >>> (22 + random.nextInt(40)));
            times.record(nanos);
            expected.recordValue(nanos);
        }
        assertThat(drained()).isEqualTo(expected);
    }

    @Test
    void anHourIsTheMost() {
        times.record(Long.MAX_VALUE);
        expected.recordValue(HistogramCodec.HIGHEST_NANOS);
        assertThat(drained()).isEqualTo(expected);
    }

    @Test
    void anExpectedIntervalAddsWhatHdrHistogramAdds() {
        for (long nanos : new long[] {0, 5, 999, 1_000, 1_999, 2_000, 123_456}) {
            times.record(nanos, 1_000);
            expected.recordValueWithExpectedInterval(nanos, 1_000);
        }
        assertThat(drained()).isEqualTo(expected);
    }

    @Test
    void nothingIsLeftAfterAReset() {
        times.record(5);
        times.reset();
        assertThat(times.drainInto(new CumulativeHistogram(), new HistogramCodec()))
                .isSameAs(Distribution.EMPTY);
    }
}
