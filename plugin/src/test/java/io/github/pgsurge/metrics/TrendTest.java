package io.github.pgsurge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final int RUNS = 2_000;
    private static final double SLOPE = 0.7;

    /** A line with noise of standard deviation 1, of which so much stays from one reading to the next. */
    private static List<Trend.Point> readings(long seed, int n, double kept) {
        Random random = new Random(seed);
        double fresh = Math.sqrt(1 - kept * kept);
        double noise = random.nextGaussian();
        List<Trend.Point> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            points.add(new Trend.Point(i / 10.0, 100 + SLOPE * i / 10 + noise));
            noise = kept * noise + fresh * random.nextGaussian();
        }
        return points;
    }

    /** In how many of many runs the interval holds the true slope. */
    private static double coverage(int n, double kept) {
        int covered = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Trend trend = Trend.of(readings(seed, n, kept)).orElseThrow();
            covered += trend.low() <= SLOPE && SLOPE <= trend.high() ? 1 : 0;
        }
        return (double) covered / RUNS;
    }

    private static List<Trend.Point> line(int n, DoubleUnaryOperator reading) {
        List<Trend.Point> points = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            points.add(new Trend.Point(i, reading.applyAsDouble(i)));
        }
        return points;
    }

    @Test
    void theIntervalHoldsTheTrueSlopeNineteenTimesInTwenty() {
        assertThat(coverage(60, 0)).isBetween(0.935, 0.985);
        assertThat(coverage(10, 0)).isBetween(0.935, 0.985);
    }

    @Test
    void readingsThatDependOnThoseBeforeAreNotTakenForEvidence() {
        assertThat(coverage(60, 0.5)).isBetween(0.90, 0.985);
        assertThat(coverage(60, 0.8)).isBetween(0.80, 0.985);
    }

    @Test
    void isExactForALine() {
        Trend trend = Trend.of(line(30, x -> 200 - 3 * x)).orElseThrow();

        assertThat(trend.slope()).isCloseTo(-3, within(1e-9));
        assertThat(trend.low()).isCloseTo(-3, within(1e-6));
        assertThat(trend.high()).isCloseTo(-3, within(1e-6));
        assertThat(trend.mean()).isCloseTo(200 - 3 * 14.5, within(1e-9));
        assertThat(trend.points()).isEqualTo(30);
    }

    @Test
    void isNoneForAConstant() {
        assertThat(Trend.of(line(20, x -> 7))).hasValue(new Trend(0, 0, 0, 7, 20));
    }

    @Test
    void isTheIntervalOfStudentsT() {
        Trend trend = Trend.of(line(12, x -> x % 2 == 0 ? x + 1 : x - 1)).orElseThrow();

        // residuals alternate, so that they count in full: slope 1 - 6/143, and its standard error by the textbook
        double slope = 1 - 6.0 / 143;
        double error = Math.sqrt((12 - 36.0 / 143) / 10 / 143);
        assertThat(trend.slope()).isCloseTo(slope, within(1e-9));
        assertThat(trend.high()).isCloseTo(slope + 2.228139 * error, within(1e-6));
        assertThat(trend.low()).isCloseTo(slope - 2.228139 * error, within(1e-6));
    }

    @Test
    void needsTenReadings() {
        assertThat(Trend.of(line(9, x -> x))).isEmpty();
        assertThat(Trend.of(line(10, x -> x))).isPresent();
    }

    @Test
    void isRelativeToItsMean() {
        assertThat(new Trend(5, -10, 20, 50, 60).relative()).hasValue(new Trend(0.1, -0.2, 0.4, 50, 60));
        assertThat(new Trend(0, 0, 0, 0, 60).relative()).isEmpty();
    }
}
