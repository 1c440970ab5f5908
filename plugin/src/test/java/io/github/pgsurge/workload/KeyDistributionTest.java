package io.github.pgsurge.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDistributionTest {
    private static final int DRAWS = 400_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.99, 1.0, 1.01, 1.5, 3.0})
    void zipfianRanksHaveTheirTheoreticalFrequencies(double theta) {
        int n = 100;
        long[] counts = new long[n];
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < DRAWS; i++) {
            counts[ZipfRank.sample(random, n, theta) - 1]++;
        }
        double[] weights = new double[n];
        for (int k = 1; k <= n; k++) {
            weights[k - 1] = Math.pow(k, -theta);
        }
        // 0.9999 quantile of chi-square with 99 degrees of freedom is 161
        assertThat(chiSquare(counts, weights)).isLessThan(161);
    }

    @Test
    void uniformChoosesAllAlike() {
        long[] counts = counts("uniform", 100);
        double[] weights = new double[100];
        Arrays.fill(weights, 1);
        assertThat(chiSquare(counts, weights)).isLessThan(161);
    }

    @Test
    void zipfianScattersItsHotKeysAndKeepsTheirFrequencies() throws Rejection {
        long[] scattered = counts("zipfian(0.99)", 1_000);
        double zeta = 0;
        for (int k = 1; k <= 1_000; k++) {
            zeta += Math.pow(k, -0.99);
        }
        long[] ranked = scattered.clone();
        Arrays.sort(ranked);
        assertThat(ranked[999] / (double) DRAWS).isCloseTo(1 / zeta, within(0.002));
        assertThat(ranked[998] / (double) DRAWS).isCloseTo(Math.pow(2, -0.99) / zeta, within(0.002));
        long tenHottest = Arrays.stream(ranked, 990, 1_000).min().orElseThrow();
        int[] places = IntStream.range(0, 1_000)
                .filter(i -> scattered[i] >= tenHottest)
                .toArray();
        assertThat(places[places.length - 1] - places[0]).isGreaterThan(500);
        assertThat(ranked[0]).isPositive();
    }

    @Test
    void latestPrefersTheEndOfTheList() {
        long[] counts = counts("latest", 1_000);
        assertThat(counts[999]).isGreaterThan(counts[998]).isGreaterThan(DRAWS / 10);
        assertThat(counts[998]).isGreaterThan(counts[990]);
        assertThat(Arrays.stream(counts, 900, 1_000).sum()).isGreaterThan(DRAWS * 65L / 100);
    }

    @ParameterizedTest
    @CsvSource({"20,80", "1,99", "50,10", "99.5,0"})
    void hotspotGivesItsShares(double keysPercent, double accessPercent) {
        long[] counts = counts("hotspot(" + keysPercent + "%, " + accessPercent + "%)", 1_000);
        int hot = (int) (keysPercent * 10);
        double perHotKey = accessPercent / 100 / hot * DRAWS;
        double perColdKey = (1 - accessPercent / 100) / (1_000 - hot) * DRAWS;
        long limit = (long) ((perHotKey + perColdKey) / 2);
        boolean hotIsMore = perHotKey > perColdKey;
        long hotAccesses = Arrays.stream(counts)
                .filter(c -> hotIsMore ? c > limit : c < limit)
                .sum();
        long hotKeys = Arrays.stream(counts)
                .filter(c -> hotIsMore ? c > limit : c < limit)
                .count();
        assertThat(hotKeys).isEqualTo(hot);
        assertThat(hotAccesses / (double) DRAWS).isCloseTo(accessPercent / 100, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "zipfian(0.99)", "zipfian(2)", "latest", "hotspot(20%,80%)"})
    void staysInsideTheKeysHoweverFew(String text) throws Rejection {
        KeyDistribution distribution = KeyDistribution.parse(Setting.ID_KEYS, text);
        SplittableRandom random = new SplittableRandom(5);
        for (int n : new int[] {1, 2, 3, KeySpace.MAX_IDS}) {
            for (int i = 0; i < 2_000; i++) {
                assertThat(distribution.choose(random, n)).isBetween(0, n - 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"uniform", "zipfian(0.99)", "zipfian( 2 )", "latest", "hotspot(20%,80%)", "hotspot(0.5, 80)"})
    void theSettingsTakeItsForms(String text) {
        assertThat(Setting.UPDATE_KEYS.kind().canonical(text)).isEqualTo(text);
        assertThat(Setting.ID_KEYS.kind().canonical(text)).isEqualTo(text);
    }

    @Test
    void readsItsForms() throws Rejection {
        assertThat(KeyDistribution.parse(Setting.ID_KEYS, "zipfian( 0.5 )"))
                .isEqualTo(new KeyDistribution.Zipfian(0.5));
        assertThat(KeyDistribution.parse(Setting.ID_KEYS, "hotspot(20, 80%)"))
                .isEqualTo(new KeyDistribution.Hotspot(20, 80));
        assertThat(KeyDistribution.parse(Setting.ID_KEYS, "latest").followsInserts())
                .isTrue();
        assertThat(KeyDistribution.parse(Setting.ID_KEYS, "uniform").followsInserts())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Uniform",
                "zipfian",
                "zipfian()",
                "zipfian(0)",
                "zipfian(-1)",
                "zipfian(11)",
                "zipfian(NaN)",
                "hotspot(0,50)",
                "hotspot(100,50)",
                "hotspot(20,101)",
                "hotspot(20)",
                "latest ",
                "random"
            })
    void refusesOthersAndListsTheForms(String text) {
        assertThatThrownBy(() -> KeyDistribution.parse(Setting.ID_KEYS, text))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("ID_KEYS: '" + text + "' is not one of: uniform, zipfian(theta)")
                .hasMessageContaining("latest")
                .hasMessageContaining("hotspot(x%, y%)");
    }

    private static long[] counts(String text, int n) {
        KeyDistribution distribution;
        try {
            distribution = KeyDistribution.parse(Setting.ID_KEYS, text);
        } catch (Rejection e) {
            throw new AssertionError(e);
        }
        SplittableRandom random = new SplittableRandom(3);
        long[] counts = new long[n];
        for (int i = 0; i < DRAWS; i++) {
            counts[distribution.choose(random, n)]++;
        }
        return counts;
    }

    private static double chiSquare(long[] counts, double[] weights) {
        double total = Arrays.stream(weights).sum();
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = weights[i] / total * DRAWS;
            sum += (counts[i] - expected) * (counts[i] - expected) / Math.max(expected, 1);
        }
        return sum;
    }
}
