package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RunRecordingConcurrencyTest {
    private static final int THREADS = 8;
    private static final int PER_THREAD = 125_000;
    private static final int SAMPLES = THREADS * PER_THREAD;

    private final RunRecording recording =
            new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, new MonotonicClock());
    private final long start = System.currentTimeMillis();

    @Test
    void keepsEverySampleOfEightThreadsWhileIntervalsAreCut() throws Exception {
        long[] service = new long[SAMPLES];
        long[] response = new long[SAMPLES];
        List<Snapshot> intervals = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> loads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t * PER_THREAD;
                loads.add(threads.submit(() -> {
                    go.await();
                    load(first, service, response);
                    return null;
                }));
            }
            go.countDown();
            while (!loads.stream().allMatch(Future::isDone)) {
                intervals.add(recording.interval());
            }
            for (Future<?> load : loads) {
                load.get(1, TimeUnit.MINUTES);
            }
            intervals.add(recording.interval());
        } finally {
            threads.shutdownNow();
        }

        assertThat(intervals.size()).isGreaterThan(5);
        LabelSnapshot total = recording.total().total();
        assertThat(total.counts().count()).isEqualTo(SAMPLES);
        assertThat(total.counts().rows().value()).hasValue(3L * SAMPLES);
        assertThat(total.counts().bytes().value()).hasValue(7L * SAMPLES);
        assertThat(total.counts().errors()).isEqualTo(SAMPLES / 10);
        assertThat(total.counts().errorCodes().get("40001").count()).isEqualTo(SAMPLES / 10);
        assertThat(intervals.stream().mapToLong(i -> i.counts().count()).sum()).isEqualTo(SAMPLES);
        assertThat(intervals)
                .allSatisfy(interval -> assertThat(interval.labels().values()).allSatisfy(label -> {
                    assertThat(label.service().count()).isEqualTo(label.counts().count());
                    assertThat(label.counts().rows().sum())
                            .isEqualTo(3 * label.counts().count());
                }));
        assertThatQuantilesEqualASort(total.service(), service);
        assertThatQuantilesEqualASort(total.response(), response);
        assertThatBucketsEqualASingleHistogram(total.service(), service);
    }

    private void load(int first, long[] service, long[] response) {
        Random random = new Random(first);
        for (int i = first; i < first + PER_THREAD; i++) {
            // log-normal around 2 ms with a long tail, as latencies are
            service[i] = (long) (2e6 * Math.exp(random.nextGaussian()));
            long acquire = random.nextInt(50_000);
            response[i] = service[i] + acquire;
            boolean success = i % 10 != 0;
            String label = i % 3 == 0 ? "insert" : "update";
            recording.record(new Sample(
                    label,
                    success,
                    "40001",
                    "conflict",
                    start,
                    Measurement.builder()
                            .service(service[i])
                            .acquire(acquire)
                            .rows(3)
                            .bytes(7)
                            .retries(0)
                            .build()));
        }
    }

    private static void assertThatQuantilesEqualASort(Distribution distribution, long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        Histogram histogram = distribution.histogram();
        for (Quantile quantile : Quantile.values()) {
            long exact = sorted[(int) Math.ceil(quantile.q() * sorted.length) - 1];
            assertThat(distribution.quantile(quantile.q()).orElseThrow())
                    .as(quantile.title())
                    .isEqualTo(histogram.highestEquivalentValue(exact))
                    .isBetween(exact, exact + exact / 1000);
        }
        LatencySummary summary = distribution.summary().orElseThrow();
        assertThat(summary.minNanos()).isEqualTo(histogram.lowestEquivalentValue(sorted[0]));
        assertThat(summary.maxNanos()).isEqualTo(histogram.highestEquivalentValue(sorted[sorted.length - 1]));
        double mean = Arrays.stream(sorted).average().orElseThrow();
        assertThat((double) summary.meanNanos()).isBetween(mean * 0.9995, mean * 1.0005);
    }

    private static void assertThatBucketsEqualASingleHistogram(Distribution distribution, long[] values) {
        Histogram single = HistogramCodec.newHistogram();
        for (long value : values) {
            single.recordValue(value);
        }
        assertThat(distribution).isEqualTo(Distribution.of(single, new HistogramCodec()));
    }
}
