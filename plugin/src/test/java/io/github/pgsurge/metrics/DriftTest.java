package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final HistogramCodec CODEC = new HistogramCodec();

    private final Drift drift = new Drift();
    private final Random random = new Random(42);

    /** Samples that take 1 to 2 times so many milliseconds. */
    private Distribution times(int samples, double millis) {
        Histogram histogram = HistogramCodec.newHistogram();
        for (int i = 0; i < samples; i++) {
            histogram.recordValue(Math.round(millis * 1e6 * (1 + random.nextDouble())));
        }
        return Distribution.of(histogram, CODEC);
    }

    private static DriftReading reading(int vus, int samples, long errors, Distribution times) {
        return new DriftReading(
                Duration.ofSeconds(1),
                Gauge.of(vus),
                0,
                samples,
                errors,
                times,
                Gauge.NONE,
                Gauge.NONE,
                Gauge.NONE,
                Gauge.NONE);
    }

    private static DriftReading holding(int vus, long arrivals, Gauge heap, Gauge rss, Gauge connections) {
        return new DriftReading(
                Duration.ofSeconds(1),
                Gauge.of(vus),
                arrivals,
                0,
                0,
                Distribution.EMPTY,
                heap,
                rss,
                Gauge.NONE,
                connections);
    }

    private void each(int seconds, IntFunction<DriftReading> second) {
        for (int i = 0; i < seconds; i++) {
            drift.add(Duration.ofSeconds(i), second.apply(i));
        }
    }

    @Test
    void findsALatencyThatCreeps() {
        // from 10 to 11 ms in 5 minutes: 12 ms an hour on a mean p95 of 1.95 * 10.5
        each(300, i -> reading(50, 300, 0, times(300, 10 + i / 300.0)));

        Trend trend = drift.trends().get(DriftFigure.LATENCY_P95);
        assertThat(trend.slope()).isCloseTo(12 / 10.5, within(0.1));
        assertThat(trend.low()).isLessThan(trend.slope()).isGreaterThan(0.9);
        assertThat(trend.high()).isGreaterThan(trend.slope()).isLessThan(1.4);
        assertThat(trend.mean()).isCloseTo(1.95 * 10.5, within(0.2));
        assertThat(trend.points()).isEqualTo(50);
    }

    @Test
    void findsNoneInNoise() {
        int found = 0;
        for (int run = 0; run < 40; run++) {
            Drift noise = new Drift();
            for (int i = 0; i < 120; i++) {
                noise.add(Duration.ofSeconds(i), reading(50, 250, random.nextInt(5), times(250, 10)));
            }
            Trend latency = noise.trends().get(DriftFigure.LATENCY_P95);
            Trend errors = noise.trends().get(DriftFigure.ERROR_RATE);
            found += latency.low() > 0 || latency.high() < 0 ? 1 : 0;
            found += errors.low() > 0 || errors.high() < 0 ? 1 : 0;
        }
        assertThat(found).as("of 80 intervals").isLessThan(10);
    }

    @Test
    void tellsErrorsInTheirFractionAndTheRestRelativeToItsMean() {
        each(100, i -> reading(5, 1_000, i, Distribution.EMPTY));
        Trend errors = drift.trends().get(DriftFigure.ERROR_RATE);

        assertThat(errors.slope()).isCloseTo(0.001 * 3_600, within(1e-6));
        assertThat(errors.mean()).isCloseTo(0.0495, within(0.001));
    }

    @Test
    void tellsHeapSizeAndConnections() {
        each(
                300,
                i -> holding(
                        7,
                        0,
                        // a young collection each second, a full one every fifth
                        Gauge.of((i % 5 == 0 ? 100e6 : 160e6) * (1 + i / 3_600.0)),
                        Gauge.of(20e6 + 1e6 * i / 3_600),
                        Gauge.of(12)));

        assertThat(drift.trends())
                .containsOnlyKeys(DriftFigure.CLIENT_HEAP, DriftFigure.PGBOUNCER_RSS, DriftFigure.CONNECTIONS);
        Trend heap = drift.trends().get(DriftFigure.CLIENT_HEAP);
        assertThat(heap.mean()).as("the least of each block").isCloseTo(104e6, within(1e6));
        assertThat(heap.slope()).isCloseTo(1 / 1.04, within(0.02));
        assertThat(drift.trends().get(DriftFigure.PGBOUNCER_RSS).slope()).isCloseTo(1 / 20.04, within(1e-4));
        assertThat(drift.trends().get(DriftFigure.CONNECTIONS)).isEqualTo(new Trend(0, 0, 0, 12, 50));
    }

    @Test
    void leavesOutTheTimeInWhichUsersComeAndGo() {
        // 1 to 50 users in a minute, then two minutes of 50, then down again; latency goes with the users
        each(240, i -> {
            int vus = i < 60 ? 1 + i * 49 / 60 : i < 180 ? 50 : 50 - (i - 180) * 49 / 60;
            return reading(vus, 300, 0, times(300, vus));
        });

        assertThat(drift.steadyTime()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(128));
        Trend trend = drift.trends().get(DriftFigure.LATENCY_P95);
        assertThat(trend.mean()).isCloseTo(1.95 * 50, within(1.5));
        assertThat(trend.low()).isNegative();
        assertThat(trend.high()).isPositive();
    }

    @Test
    void underArrivalsTheirRateIsTheLoadWhateverUsersItTakes() {
        each(200, i -> holding(1 + i / 4, i < 20 ? i * 5 : 100 + i % 7, Gauge.NONE, Gauge.of(1e6), Gauge.NONE));

        assertThat(drift.steadyTime()).isBetween(Duration.ofSeconds(178), Duration.ofSeconds(190));
        assertThat(drift.trends()).containsKey(DriftFigure.PGBOUNCER_RSS);
    }

    @Test
    void isSilentAboutLessThanAMinute() {
        each(59, i -> reading(5, 1_000, i, times(300, 1)));
        assertThat(drift.trends()).isEmpty();

        drift.add(Duration.ofSeconds(59), reading(5, 1_000, 0, times(300, 1)));
        assertThat(drift.trends()).containsOnlyKeys(DriftFigure.LATENCY_P95, DriftFigure.ERROR_RATE);
    }

    @Test
    void takesLongerBlocksWhenSamplesAreRare() {
        each(120, i -> reading(5, 20, 0, times(20, 1)));

        assertThat(drift.trends().get(DriftFigure.LATENCY_P95).points())
                .as("of 10 s, with 200 samples each")
                .isEqualTo(12);
        assertThat(drift.trends().get(DriftFigure.ERROR_RATE).points()).isEqualTo(60);
    }

    @Test
    void saysNothingOfWhatHasTooFewFigures() {
        each(120, i -> holding(5, 0, i % 20 == 0 ? Gauge.of(1e6) : Gauge.NONE, Gauge.NONE, Gauge.NONE));

        assertThat(drift.trends()).isEmpty();
    }
}
