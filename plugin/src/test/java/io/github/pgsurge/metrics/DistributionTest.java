package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private final HistogramCodec codec = new HistogramCodec();

    @Test
    void showsOnlyQuantilesThatItsSamplesSupport() {
        Histogram histogram = HistogramCodec.newHistogram();
        for (int i = 1; i <= 199; i++) {
            histogram.recordValue(i);
        }
        LatencySummary summary = Distribution.of(histogram, codec).summary().orElseThrow();

        assertThat(summary.quantiles()).containsOnlyKeys(Quantile.P50, Quantile.P90);
        assertThat(summary.quantile(Quantile.P50)).hasValue(100);
        assertThat(summary.quantile(Quantile.P90)).hasValue(180);
        assertThat(summary.quantile(Quantile.P95)).isEmpty();
        assertThat(summary.minNanos()).isEqualTo(1);
        assertThat(summary.meanNanos()).isEqualTo(100);
        assertThat(summary.maxNanos()).isEqualTo(199);
    }

    @Test
    void hasMinimumMeanAndMaximumFromTheFirstSample() {
        Histogram histogram = HistogramCodec.newHistogram();
        histogram.recordValue(1500);

        assertThat(Distribution.of(histogram, codec).summary())
                .contains(new LatencySummary(1500, 1500, 1500, java.util.Map.of()));
        assertThat(Distribution.EMPTY.summary()).isEmpty();
    }

    @Test
    void answersAnyQuantileItSupports() {
        Histogram histogram = HistogramCodec.newHistogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.recordValue(i);
        }
        Distribution distribution = Distribution.of(histogram, codec);

        assertThat(distribution.quantile(0.97)).hasValue(970);
        assertThat(distribution.quantile(0.995)).isEmpty();
        assertThatThrownBy(() -> distribution.quantile(97)).hasMessageContaining("quantile 97.0: 0 to 1 is allowed");
    }

    @Test
    void mergesToTheSingleHistogramBucketForBucketInAnyOrder() {
        Random random = new Random(7);
        Histogram single = HistogramCodec.newHistogram();
        Histogram[] parts = {HistogramCodec.newHistogram(), HistogramCodec.newHistogram(), HistogramCodec.newHistogram()
        };
        for (int i = 0; i < 90_000; i++) {
            long nanos = (long) Math.exp(random.nextDouble() * Math.log(HistogramCodec.HIGHEST_NANOS));
            single.recordValue(nanos);
            parts[i % 3].recordValue(nanos);
        }
        Distribution a = Distribution.of(parts[0], codec);
        Distribution b = Distribution.of(parts[1], codec);
        Distribution c = Distribution.of(parts[2], codec);

        assertThat(a.merge(b).merge(c)).isEqualTo(Distribution.of(single, codec));
        assertThat(a.merge(b.merge(c))).isEqualTo(a.merge(b).merge(c));
        assertThat(b.merge(a)).isEqualTo(a.merge(b)).isNotEqualTo(a.merge(c));
        assertThat(a.merge(Distribution.EMPTY)).isEqualTo(a).isEqualTo(Distribution.EMPTY.merge(a));
        assertThat(a.merge(b).merge(c).histogram()).isEqualTo(single);
        assertThat(a.count()).isEqualTo(30_000);
        assertThat((double) a.merge(b).merge(c).summary().orElseThrow().meanNanos())
                .isCloseTo(single.getMean(), withPercentage(0.001));
    }
}
