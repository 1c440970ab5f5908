package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
    private final Series<Gauge> series = new Series<>(Duration.ofSeconds(1), Gauge::merge);

    private void addEverySecond(int seconds) {
        for (int second = 0; second < seconds; second++) {
            series.add(Duration.ofSeconds(second), Gauge.of(second));
        }
    }

    @Test
    void keepsEachSecondWhileThereIsRoom() {
        addEverySecond(Series.CAPACITY);

        assertThat(series.width()).isEqualTo(Duration.ofSeconds(1));
        assertThat(series.buckets())
                .hasSize(Series.CAPACITY)
                .element(7)
                .isEqualTo(new Series.Bucket<>(Duration.ofSeconds(7), Gauge.of(7)));
    }

    @Test
    void mergesNeighboursWhenItIsFull() {
        addEverySecond(Series.CAPACITY + 1);

        assertThat(series.width()).isEqualTo(Duration.ofSeconds(2));
        assertThat(series.buckets()).hasSize(Series.CAPACITY / 2 + 1);
        assertThat(series.buckets().get(3))
                .isEqualTo(new Series.Bucket<>(Duration.ofSeconds(6), new Gauge(2, 13, 6, 7)));
        assertThat(series.buckets().get(Series.CAPACITY / 2).seen()).isEqualTo(Gauge.of(Series.CAPACITY));
    }

    @ParameterizedTest
    @CsvSource({"3600, 16", "86400, 512", "604800, 4096"})
    void staysBoundedAndLosesNothingInARunOfAnyLength(int seconds, int width) {
        addEverySecond(seconds);

        assertThat(series.width()).isEqualTo(Duration.ofSeconds(width));
        assertThat(series.buckets()).hasSizeBetween(Series.CAPACITY / 2, Series.CAPACITY);
        Gauge all = series.buckets().stream().map(Series.Bucket::seen).reduce(Gauge.NONE, Gauge::merge);
        assertThat(all).isEqualTo(new Gauge(seconds, seconds * (seconds - 1.0) / 2, 0, seconds - 1));
    }

    @Test
    void leavesOutTimesOfWhichNothingIsKnown() {
        series.add(Duration.ofSeconds(2), Gauge.of(1));
        series.add(Duration.ofMinutes(15), Gauge.of(2));

        assertThat(series.width()).isEqualTo(Duration.ofSeconds(4));
        assertThat(series.buckets())
                .extracting(Series.Bucket::from)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(15));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> series.add(Duration.ofMillis(-1), Gauge.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time PT-0.001S: zero or more is allowed");
        assertThatThrownBy(() -> new Series<>(Duration.ZERO, Gauge::merge))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
