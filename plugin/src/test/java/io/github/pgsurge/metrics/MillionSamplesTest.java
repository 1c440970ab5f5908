package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A million samples, over every figure of which somebody else can sort the times. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MillionSamplesTest {
    private static final int SAMPLES = 1_000_000;
    private static final int AGENTS = 4;
    private static final int SECONDS = 10;

    /** Three significant digits: the histogram's values differ by less than this part of them. */
    private static final double PRECISION = 1e-3;

    private final Measurement[] samples = new Measurement[SAMPLES];
    private Snapshot whole;

    @BeforeAll
    void record() {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < SAMPLES; i++) {
            // from 20 us to seconds, with a long tail, as answers of a server are
            long service = Math.round(20_000 / Math.pow(1 - random.nextDouble(), 0.8));
            long acquire = random.nextLong(1_000_000);
            Measurement measurement = Measurement.builder()
                    .service(service)
                    .acquire(acquire)
                    .rows(3)
                    .bytes(7)
                    .retries(0)
                    .build();
            samples[i] = i % 2 == 0 ? measurement.delayed(random.nextLong(50_000_000), i % 8 == 0) : measurement;
        }
        whole = total(IntStream.range(0, SAMPLES).toArray());
    }

    /** Records those samples in ten intervals. */
    private Snapshot total(int... indexes) {
        RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, new MonotonicClock());
        int done = 0;
        for (int index : indexes) {
            recording.record(new Sample("label " + index % 3, index % 100 != 0, "57014", "late", 1, samples[index]));
            if (++done % (indexes.length / SECONDS) == 0) {
                recording.interval();
            }
        }
        recording.interval();
        return recording.total();
    }

    private static void equalsTheSorted(Distribution distribution, long[] times) {
        long[] sorted = Arrays.stream(times).sorted().toArray();
        LatencySummary summary = distribution.summary().orElseThrow();
        assertThat(distribution.count()).isEqualTo(times.length);
        near(summary.minNanos(), sorted[0]);
        near(summary.maxNanos(), sorted[sorted.length - 1]);
        near(summary.meanNanos(), Math.round(Arrays.stream(sorted).average().orElseThrow()));
        for (Quantile quantile : Quantile.values()) {
            // the smallest time that at least so many are not above
            long exact = sorted[(int) Math.ceil(quantile.q() * sorted.length) - 1];
            near(summary.quantile(quantile).orElseThrow(), exact);
        }
    }

    private static void near(long recorded, long exact) {
        assertThat(Math.abs(recorded - exact) / (double) exact).isLessThanOrEqualTo(PRECISION);
    }

    @Test
    void everyPercentileIsThatOfTheSortedTimes() {
        LabelSnapshot total = whole.total();
        equalsTheSorted(
                total.service(),
                Arrays.stream(samples).mapToLong(Measurement::serviceNanos).toArray());
        equalsTheSorted(
                total.acquire(),
                Arrays.stream(samples).mapToLong(Measurement::acquireNanos).toArray());
        equalsTheSorted(
                total.response(),
                Arrays.stream(samples)
                        .mapToLong(sample ->
                                sample.serviceNanos() + sample.acquireNanos() + Math.max(0, sample.lagNanos()))
                        .toArray());
        equalsTheSorted(
                total.failed(),
                IntStream.range(0, SAMPLES)
                        .filter(i -> i % 100 == 0)
                        .mapToLong(i -> samples[i].serviceNanos())
                        .toArray());
        equalsTheSorted(
                whole.labels().get("label 1").service(),
                IntStream.range(0, SAMPLES)
                        .filter(i -> i % 3 == 1)
                        .mapToLong(i -> samples[i].serviceNanos())
                        .toArray());
    }

    @Test
    void everyCountIsExact() {
        LabelCounts counts = whole.counts();
        assertThat(counts.count()).isEqualTo(SAMPLES);
        assertThat(counts.errors()).isEqualTo(SAMPLES / 100);
        assertThat(counts.rows().sum()).isEqualTo(3L * SAMPLES);
        assertThat(counts.arrivals()).isEqualTo(SAMPLES / 2);
        assertThat(counts.late()).isEqualTo(SAMPLES / 8);
    }

    @Test
    void mergedHistogramsEqualTheSingleOneBucketForBucket() {
        List<Snapshot> agents = new ArrayList<>();
        for (int agent = 0; agent < AGENTS; agent++) {
            int own = agent;
            agents.add(total(
                    IntStream.range(0, SAMPLES).filter(i -> i % AGENTS == own).toArray()));
        }
        Snapshot merged = agents.stream().reduce(Snapshot::merge).orElseThrow();

        assertThat(merged.labels().keySet()).isEqualTo(whole.labels().keySet());
        whole.labels().forEach((label, single) -> {
            LabelSnapshot both = merged.labels().get(label);
            assertThat(both.service()).isEqualTo(single.service());
            assertThat(both.response()).isEqualTo(single.response());
            assertThat(both.acquire()).isEqualTo(single.acquire());
            assertThat(both.failed()).isEqualTo(single.failed());
            assertThat(both.counts().count()).isEqualTo(single.counts().count());
        });
    }

    @Test
    void correctionByAnExpectedIntervalAddsTheRequestsThatWereNotSent() {
        Correction correction = new Correction(true, Duration.ofMillis(100));
        RunRecording recording = new RunRecording(Duration.ZERO, correction, new MonotonicClock());
        recording.record(new Sample("a", true, "", "", 1, Measurement.ofService(1_000_000_000)));
        recording.record(new Sample(
                "a",
                true,
                "",
                "",
                1,
                Measurement.builder()
                        .acquire(50_000_000)
                        .rows(0)
                        .bytes(0)
                        .retries(0)
                        .build()));
        recording.interval();

        LabelSnapshot figures = recording.total().labels().get("a");
        assertThat(figures.counts().count()).isEqualTo(2);
        assertThat(figures.service().count()).isEqualTo(1);
        // 1,000 ms and those that would have been due 100, 200 ... 900 ms after it, and the one of 50 ms
        assertThat(figures.response().count()).isEqualTo(11);
        near(figures.response().summary().orElseThrow().minNanos(), 50_000_000);
    }
}
