package io.github.pgsurge.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.schedule.Arrivals.Spacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
    private static final double NANOS = 1e9;

    private static List<Double> seconds(Arrivals arrivals, Spacing spacing, long seed) {
        ArrivalTimes times = arrivals.times(spacing, seed);
        List<Double> seconds = new ArrayList<>();
        for (OptionalLong next = times.next(); next.isPresent(); next = times.next()) {
            seconds.add(next.getAsLong() / NANOS);
        }
        return seconds;
    }

    @Test
    void aStageIsOfArrivalsWhenItsTargetIsARate() throws Rejection {
        assertThat(Schedule.parse("1m:50/s,5m:500/s")).isInstanceOf(Arrivals.class);
        assertThat(Schedule.parse("1m:50,5m:500")).isInstanceOf(Stages.class);
        assertThat(Arrivals.parse(" 1m : 50/s , 5:30/m ")).hasToString("60s:50/s,5s:30/m");
    }

    @Test
    void theRateGoesInAStraightLineFromTargetToTarget() throws Rejection {
        Arrivals arrivals = Arrivals.parse("10s:20/s,20s:20/s,10s:0/s");

        assertThat(arrivals.total()).isEqualTo(Duration.ofSeconds(40));
        assertThat(arrivals.expected()).isCloseTo(100 + 400 + 100, within(1e-9));
        assertThat(arrivals.expectedWithin(Duration.ofSeconds(5))).isCloseTo(25, within(1e-9));
        assertThat(arrivals.expectedWithin(Duration.ofSeconds(50))).isCloseTo(600, within(1e-9));
    }

    @Test
    void evenArrivalsStandInTheMiddleOfTheirTime() throws Rejection {
        List<Double> times = seconds(Arrivals.parse("0s:100/s,20s:100/s"), Spacing.EVEN, 1);

        assertThat(times).hasSize(2_000);
        assertThat(times.get(0)).isEqualTo(0.005);
        assertThat(times.get(1)).isEqualTo(0.015);
        assertThat(times.get(1_999)).isCloseTo(19.995, within(1e-9));
    }

    @Test
    void onARampAsManyHaveComeAsTheIntegralOfTheRateSays() throws Rejection {
        Arrivals arrivals = Arrivals.parse("10s:200/s,5s:200/s,0s:50/s,10s:50/s,5s:0/s");
        List<Double> times = seconds(arrivals, Spacing.EVEN, 1);

        assertThat(times).isSorted().hasSize((int) Math.round(arrivals.expected()));
        for (int second = 1; second <= 30; second++) {
            double end = second;
            long come = times.stream().filter(time -> time <= end).count();
            assertThat((double) come).isCloseTo(arrivals.expectedWithin(Duration.ofSeconds(second)), within(0.500001));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomArrivalsAreAPoissonProcess(long seed) throws Rejection {
        List<Double> times = seconds(Arrivals.parse("0s:1000/s,60s:1000/s"), Spacing.POISSON, seed);

        // counts in disjoint tenths of a second have the mean and the variance 100
        double[] counts = new double[600];
        times.forEach(time -> counts[(int) (time * 10)]++);
        double mean = 0;
        double square = 0;
        for (double count : counts) {
            mean += count / counts.length;
            square += count * count / counts.length;
        }
        assertThat(times).isSorted();
        assertThat(mean).isCloseTo(100, within(5 * 10 / Math.sqrt(600)));
        assertThat(square - mean * mean).isCloseTo(100, within(5 * 100 * Math.sqrt(2.0 / 600)));
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameTimes(Spacing spacing) throws Rejection {
        Arrivals arrivals = Arrivals.parse("5s:50/s,5s:10/s");
        assertThat(seconds(arrivals, spacing, 7)).isEqualTo(seconds(arrivals, spacing, 7));
        assertThat(seconds(arrivals, spacing, 7).equals(seconds(arrivals, spacing, 8)))
                .isEqualTo(spacing == Spacing.EVEN);
    }

    @Test
    void ratesPerMinuteAndHourAreRatesToo() throws Rejection {
        assertThat(Arrivals.parse("0s:30/m,10m:30/m").expected()).isCloseTo(300, within(1e-9));
        assertThat(Arrivals.parse("0s:90/h,2h:90/h").expected()).isCloseTo(180, within(1e-9));
        assertThat(Arrivals.parse("0s:0.5/s,1m:0.5/s").expected()).isCloseTo(30, within(1e-9));
    }

    @Test
    void anotherDurationStretchesTheShapeAndKeepsTheRates() throws Rejection {
        Arrivals arrivals = Arrivals.parse("1m:50/s,5m:500/s");
        assertThat(arrivals.scaled(OptionalInt.of(7), Optional.of(Duration.ofSeconds(36))))
                .hasToString("6s:50/s,30s:500/s");
        assertThat(arrivals.scaled(OptionalInt.empty(), Optional.empty())).hasToString("60s:50/s,300s:500/s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1m:50/s,5m:500 | stage 2 of 2, '5m:500'",
                "1m:50,5m:500/s | stage 1 of 2, '1m:50'",
                "1m:50/x | stage 1 of 1, '1m:50/x'",
                "1m:-5/s | stage 1 of 1, '1m:-5/s'",
                "1m:1000001/s | stage 1 of 1, '1m:1000001/s'",
                "1m/s:5 | stage 1 of 1, '1m/s:5'",
            })
    void namesTheStageThatDoesNotParse(String stages, String named) {
        assertThatThrownBy(() -> Schedule.parse(stages))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("STAGES: " + named + ", is not allowed; allowed: time:rate such as 1m:50/s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0s:50/s | last 0s in all; allowed: more than 0s",
                "1m:0/s,0s:5/s | have no arrival in all; allowed: at least one rate above 0",
                "9000h:1/s | last 32400000s in all",
                "3000000h:5/s | last 10800000000s in all; allowed: more than 0s, at most 8760h",
                "1h:5/s,999999999h:5/s,999999999h:5/s | last 7199999996400s in all",
            })
    void saysWhatDoesNotFitOfAllTogether(String stages, String said) {
        assertThatThrownBy(() -> Schedule.parse(stages))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining(said);
    }
}
