package io.github.pgsurge.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.Value;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    private static final Duration TEN_MS = Duration.ofMillis(10);

    private static ThresholdResult judge(String rule, Evidence evidence) throws Rejection {
        return Rule.parse(Catalogue.installed(), "rules.txt", 1, rule).evaluate(evidence);
    }

    private static ThresholdResult judge(String rule, Samples samples) throws Rejection {
        return judge(rule, samples.evidence());
    }

    private static ThresholdResult judge(String rule, String figure, Estimate estimate) throws Rejection {
        return judge(rule, Evidence.of(new Samples().ok("a", 1, TEN_MS).after(TEN_MS), findings(figure, estimate)));
    }

    private static Findings findings(String key, Estimate estimate) {
        Figure figure = Catalogue.installed().figures().stream()
                .filter(declared -> declared.key().equals(key))
                .findFirst()
                .orElseThrow();
        return Findings.builder()
                .put(figure, new Value.Interval(estimate, Fields.NONE))
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latensy p95 < 100ms                          | 1  | unknown metric 'latensy'; did you mean latency? known: latency, service",
                "getFeed latensy p95 < 100ms                  | 9  | unknown metric 'latensy'; did you mean latency?",
                "insert rows_per_sec > 20000                  | 8  | unknown metric 'rows_per_sec'; did you mean rows_per_s?",
                "latensy{getFeed} p95 < 100ms                 | 1  | unknown metric 'latensy'; did you mean latency?",
                "nonsense < 5                                 | 1  | unknown metric 'nonsense'; known: latency",
                "latency < 100ms                              | 9  | latency needs a statistic; allowed: min, mean, p50, p90, p95, p99, p999, p99.9, max",
                "latency{a} p96 < 100ms                       | 12 | unknown statistic 'p96'; did you mean p90? latency has none of that name",
                "read latensy{a} p95 < 5ms                    | 6  | unknown metric 'latensy'; did you mean latency?",
                "LATENCY p95 < 5ms                            | 1  | unknown metric 'LATENCY'; did you mean latency?",
                "rows{a} p9 > 5                               | 9  | unknown statistic 'p9'; rows takes no statistic",
                "rows{a} p95 > 5                              | 9  | unknown statistic 'p95'; rows takes no statistic",
                "latency p95 < 100                            | 15 | a time needs a unit after 100: ns, us, ms, s",
                "latency p95 < 100%                           | 18 | '%' is no unit of a time; allowed: ns, us, ms, s",
                "latency p95 < 100sec                         | 18 | 'sec' is no unit of a time",
                "errors rate < 0.01                           | 15 | a percentage needs a unit after 0.01: %",
                "errors rate < 1ms                            | 16 | 'ms' is no unit of a percentage; allowed: %",
                "drift.latency_p95 < 5%                       | 22 | '%' is no unit of a change; allowed: % per hour, %/h",
                "latency p95 < 100ms now                      | 21 | unexpected 'now' after the bound",
                "count > 5 pieces                             | 11 | unexpected 'pieces' after the bound",
                "latency p95 < 100ms, < 200ms                 | 22 | a second bound without 'fail'",
                "latency p95 < 1ms, fail > 2ms, fail > 3ms    | 32 | 'fail' is given twice",
                "latency p95 < 1ms, abort after 1s, abort after 2s | 36 | 'abort' is given twice",
                "latency p95 < 1ms, abort after 1s, fail > 2ms | 36 | 'fail' and its bound come before 'abort after'",
                "latency p95 < 1ms, fail < 2ms                | 25 | the bound of 'fail' must point the other way: >",
                "latency p95 < 2ms, fail > 1ms                | 25 | a figure could pass and fail: the two bounds overlap",
                "latency p95 <= 2ms, fail >= 2ms              | 26 | a figure could pass and fail: the two bounds overlap",
                "errors count == 0, fail == 5                 | 25 | the bound of 'fail' takes <, <=, > or >=",
                "latency p95 == 5ms                           | 13 | '==' is for counts; a time takes <, <=, > or >=",
                "latency p95 100ms                            | 13 | unexpected '100ms'; allowed: <, <=, >, >=",
                "latency p95                                  | 12 | a comparison is missing",
                "latency p95 => 5ms                           | 13 | unexpected '=>'; allowed",
                "latency p95 < fast                           | 15 | a number is expected",
                "latency p95 < 1.2.3ms                        | 15 | a number is expected, not '1.2.3'",
                "latency p95 < -5ms                           | 15 | a time is never below 0",
                "latency{a p95 < 5ms                          | 8  | '{' has no '}'",
                "latency{ } p95 < 5ms                         | 8  | no name stands in the braces",
                "latency{!,} p95 < 5ms                        | 9  | a label is missing; '!' is followed by labels with a comma between them",
                "latency{!} p95 < 5ms                         | 9  | a label is missing",
                "latency{!a,} p95 < 5ms                       | 9  | a label is missing",
                "latency{! a, ,b} p95 < 5ms                   | 9  | a label is missing",
                "errors rate < 500%                           | 15 | a part of a whole is never above 100 %",
                "errors{a} rate < 1%, fail > 100.1%           | 29 | a part of a whole is never above 100 %",
                "late rate < 101%                             | 13 | a part of a whole is never above 100 %",
                "dropped rate < 101%                          | 16 | a part of a whole is never above 100 %",
                "arrivals.late_rate < 101%                    | 22 | a part of a whole is never above 100 %",
                "pgbouncer.wait_share < 101%                  | 24 | a part of a whole is never above 100 %",
                "postgres.cache_hit_ratio > 101%              | 28 | a part of a whole is never above 100 %",
                "connections.max{a} < 5                       | 17 | connections.max is a figure of the whole run; it takes no label",
                "errors code == 0                             | 13 | 'code' needs a name after it, such as 53300 or {(no code)}",
                "errors code {no code} == 0                   | 14 | no failure has the code 'no code'; did you mean {(no code)}?",
                "errors code {Other codes} == 0               | 14 | no failure has the code 'Other codes'; did you mean {(other codes)}?",
                "latency p95 < 5ms, abort 30s                 | 26 | 'abort' is followed by 'after' and a time",
                "latency p95 < 5ms, abort after 30            | 32 | '30' is not allowed; allowed: whole seconds or minutes",
                "latency p95 < 5ms, abort after 0s            | 32 | '0s' is not allowed",
                "connections.max < 5, abort after 30s         | 22 | 'abort after' is for figures of samples",
                "count > 5, abort after 30s                   | 12 | 'abort after' looks at a part of the run",
                "latency p95 < 5ms, retry                     | 20 | unexpected 'retry'",
                "latency p95 < 5ms,                           | 19 | nothing follows the comma",
            })
    void refusesWhatItCannotReadWithThePosition(String rule, int column, String message) {
        assertThatThrownBy(() -> Rule.parse(Catalogue.installed(), "rules.txt", 3, rule))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("rules.txt:3:" + column + ": " + message)
                .satisfies(
                        mistake -> assertThat(((Rejection) mistake).exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(mistake -> assertThat(mistake.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency{a} mean < 20ms              | 10       | ms         | pass",
                "a latency max<20ms                  | 10       | ms         | pass",
                "a service p95 < 10 us               | 10000    | us         | fail",
                "latency{!a} max > 1s                | 2        | s          | pass",
                "latency min >= 20ms                 | 1        | ms         | fail",
                "errors rate < 1%                    | 7.6923   | %          | fail",
                "errors rate < 1%, fail > 50%        | 7.6923   | %          | warn",
                "errors{failing} rate < 100%         | 100      | %          | fail",
                "errors{a} count == 0                | 0        | ''         | pass",
                "errors count <= 20                  | 20       | ''         | pass",
                "errors code 53300 == 0              | 5        | ''         | fail",
                "errors code {no such: code} == 0    | 0        | ''         | pass",
                "failing errors code 57014 < 20      | 15       | ''         | pass",
                "count{a} == 230                     | 230      | ''         | pass",
                "count{!a} == 30                     | 30       | ''         | pass",
                "count{!a, failing} == 10            | 10       | ''         | pass",
                "a rate_per_s > 20                   | 23       | ''         | pass",
                "a rate_per_s > 20/s                 | 23       | /s         | pass",
                "count > 1000, fail < 100            | 260      | ''         | warn",
                "rows{slow} > 50                     | 100      | ''         | pass",
                "rows_per_s > 20                     | 10       | ''         | fail",
                "bytes{slow} < 1000000               | 20000000 | ''         | fail",
                "mb_per_s > 1                        | 2        | ''         | pass",
                "slow retries == 0                   | 10       | ''         | fail",
                "acquire max < 6ms                   | 5        | ms         | pass",
            })
    void judgesAFigureInTheUnitOfTheRule(String rule, double actual, String unit, String verdict) throws Rejection {
        Samples samples = new Samples()
                .ok("a", 230, TEN_MS)
                .failed("failing", 15, "57014")
                .failed("failing", 5, "53300")
                .measured(
                        "slow",
                        10,
                        Measurement.builder()
                                .service(2_000_000_000L)
                                .acquire(5_000_000)
                                .rows(10)
                                .bytes(2_000_000)
                                .retries(1)
                                .build());

        ThresholdResult result = judge(rule, samples);

        assertThat(result.actual().orElseThrow()).isCloseTo(actual, within(actual / 1_000));
        assertThat(result.unit()).isEqualTo(unit);
        assertThat(result.result()).hasToString(verdict);
        assertThat(result.reason()).isEmpty();
    }

    @Test
    void failuresWithoutACodeHaveAName() throws Rejection {
        ThresholdResult result = judge("errors code {(no code)} == 0", new Samples().failed("a", 2, " "));
        assertThat(result.result()).isEqualTo(Verdict.FAIL);
        assertThat(result.actual()).hasValue(2);
    }

    @Test
    void aCodeThatMayBeAmongThoseNotToldApartDecidesNothing() throws Rejection {
        Samples samples = new Samples();
        for (int code = 0; code < 50; code++) {
            samples.failed("a", 1, "code " + code);
        }
        assertThat(judge("errors code 53300 == 0", samples).result()).isEqualTo(Verdict.PASS);

        samples.failed("a", 3, "53300");
        assertThat(judge("errors code 53300 == 0", samples))
                .extracting(ThresholdResult::result, ThresholdResult::reason)
                .containsExactly(Verdict.INCONCLUSIVE, "there are more codes than are told apart");
        assertThat(judge("errors code {code 49} == 1", samples).result()).isEqualTo(Verdict.PASS);
        assertThat(judge("errors code {(other codes)} == 0", samples).actual()).hasValue(3);
    }

    @Test
    void latencyIsResponseTimeUnderArrivalsAndServiceTimeNever() throws Rejection {
        Samples samples = new Samples().ok("other", 1, TEN_MS).measured("a", 200, arrival(2_000, false));

        assertThat(judge("latency{a} p95 < 1s", samples).actual().orElseThrow()).isCloseTo(2.01, within(0.01));
        assertThat(judge("service{a} p95 < 1s", samples).actual().orElseThrow()).isCloseTo(0.01, within(0.001));
        assertThat(judge("latency{other} max < 1s", samples).result()).isEqualTo(Verdict.PASS);
    }

    private static Measurement arrival(long lagMillis, boolean late) {
        return Measurement.ofService(TEN_MS.toNanos()).delayed(lagMillis * 1_000_000, late);
    }

    @Test
    void countsArrivalsThatWereLate() throws Rejection {
        Samples samples = new Samples().measured("a", 6, arrival(0, false)).measured("a", 2, arrival(9, true));

        assertThat(judge("late rate < 0.1%", samples).actual()).hasValue(25);
        assertThat(judge("late{a} count <= 2", samples).result()).isEqualTo(Verdict.PASS);
        assertThat(judge("late rate < 1%", new Samples().ok("a", 5, TEN_MS)))
                .extracting(ThresholdResult::result, ThresholdResult::reason)
                .containsExactly(Verdict.INCONCLUSIVE, "there were no arrivals");
    }

    @ParameterizedTest
    @CsvSource({"199, inconclusive", "200, pass"})
    void concludesNothingFromAQuantileThatTheSamplesDoNotSupport(int n, String verdict) throws Rejection {
        ThresholdResult result = judge("latency{a} p95 < 1s", new Samples().ok("a", n, TEN_MS));
        assertThat(result.result()).hasToString(verdict);
        assertThat(result.reason()).isEqualTo(n < 200 ? "199 samples do not support p95 (needs 200)" : "");
    }

    @Test
    void noSamplesIsAFailureAndWhatNobodyMeasuredIsNot() throws Rejection {
        Samples samples = new Samples().ok("a", 5, TEN_MS);
        for (String rule : List.of("latency{b} p95 < 1s", "b rate_per_s < 5", "errors{b} rate < 1%", "count{b} < 5")) {
            assertThat(judge(rule, samples))
                    .as(rule)
                    .extracting(ThresholdResult::result, ThresholdResult::reason)
                    .containsExactly(Verdict.FAIL, "no samples of b");
        }
        assertThat(judge("latency{!a} max < 1s", samples).reason()).isEqualTo("no samples but of a");
        assertThat(judge("latency{!a, b} max < 1s", samples).reason()).isEqualTo("no samples but of a and b");
        assertThat(judge("errors rate < 1%", new Samples()).reason()).isEqualTo("no samples");
        assertThat(judge("rows_per_s > 5", samples).finding()).isEqualTo("no sample measured rows_per_s");
        assertThat(judge("acquire p95 < 5ms", samples).finding()).isEqualTo("no acquire time was measured");
        assertThat(judge("connections.min_free_seen >= 5", samples))
                .extracting(ThresholdResult::result, ThresholdResult::reason)
                .containsExactly(Verdict.INCONCLUSIVE, "connections.min_free_seen was not measured in this run");
    }

    @ParameterizedTest
    @CsvSource({"errors rate", "late rate", "dropped rate"})
    void aShareIsAtMostTheSameShareAndNotBelowIt(String metric) throws Rejection {
        int of = 1_000;
        for (int k = 0; k <= of; k++) {
            String percent = k / 10 + "." + k % 10 + "%";
            LabelCounts none = LabelCounts.NONE;
            LabelCounts counts = new LabelCounts(
                    of, k, 0, of, k, none.rows(), none.written(), none.bytes(), none.retries(), none.errorCodes());
            Evidence evidence = new Evidence(
                    labels -> LabelSnapshot.of("a", counts),
                    Duration.ofSeconds(1),
                    true,
                    true,
                    0,
                    findings("arrivals.dropped_rate", Estimate.exact((double) k / of)));
            assertThat(judge(metric + " <= " + percent, evidence).result())
                    .as(percent)
                    .isEqualTo(Verdict.PASS);
            assertThat(judge(metric + " >= " + percent, evidence).result())
                    .as(percent)
                    .isEqualTo(Verdict.PASS);
            assertThat(judge(metric + " < " + percent, evidence).result())
                    .as(percent)
                    .isEqualTo(Verdict.FAIL);
            assertThat(judge(metric + " > " + percent, evidence).result())
                    .as(percent)
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, 2.0, pass, ''",
        "5.0, 5.0, warn, ''",
        "20, 20, fail, ''",
        "1.0, 4.9, pass, 95 % confidence: 1 to 4.9 % per hour",
        "6.0, 9.8, warn, 95 % confidence: 6 to 9.8 % per hour",
        "12, 15, fail, 95 % confidence: 12 to 15 % per hour",
        "2.1, 9.8, inconclusive, too short a run to tell: 2.1 to 9.8 % per hour",
        "9.8, 10.1, inconclusive, too short a run to tell: 9.8 to 10.1 % per hour",
        "-1.0, 30, inconclusive, too short a run to tell: -1 to 30 % per hour",
    })
    void anEstimateDecidesOnlyWhenItsWholeIntervalDoes(double low, double high, String verdict, String reason)
            throws Rejection {
        ThresholdResult result = judge(
                "drift.latency_p95 < 5% per hour, fail > 10%/h",
                "drift.latency_p95", new Estimate((low + high) / 200, low / 100, high / 100));
        assertThat(result.result()).hasToString(verdict);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.actual().orElseThrow()).isCloseTo((low + high) / 2, within(1e-9));
    }

    @Test
    void oneBoundOfAnEstimateIsUndecidedInsideItsInterval() throws Rejection {
        String name = "drift.client_heap";
        assertThat(judge(name + " < 5% per hour", name, new Estimate(0.04, 0.03, 0.06))
                        .result())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(name + " < 5% per hour", name, new Estimate(0.08, 0.06, 0.1))
                        .result())
                .isEqualTo(Verdict.FAIL);
        assertThat(judge(name + " > -5% per hour", name, new Estimate(0.08, 0.06, 0.1))
                        .result())
                .isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client.gc_pause_max_ms < 0.2s | client.gc_pause_max_ms | 150  | 0.15",
                "client.cpu_share < 80%        | client.cpu_share       | 0.5  | 50",
                "client.cpu_share < 150%       | client.cpu_share       | 1.01 | 101",
                "pgbouncer.pool_use_max < 200% | pgbouncer.pool_use_max | 1.5  | 150",
                "client.bottleneck == 0        | client.bottleneck      | 0    | 0",
                "dropped rate < 1%             | arrivals.dropped_rate  | 0.005 | 0.5",
                "dropped count < 10            | arrivals.dropped       | 5    | 5",
                "pgbouncer.wait_per_query_ms < 5ms | pgbouncer.wait_per_query_ms | 0.3 | 0.3",
                "pgbouncer.cl_waiting_s < 2s   | pgbouncer.cl_waiting_s | 0.5  | 0.5",
                "pgbouncer.pool_use_max <= 90% | pgbouncer.pool_use_max | 0.85 | 85",
                "pgbouncer.multiplexing > 5    | pgbouncer.multiplexing | 7.5  | 7.5",
            })
    void takesFiguresOfTheRunByTheirNames(String rule, String name, double figure, double actual) throws Rejection {
        ThresholdResult result = judge(rule, name, Estimate.exact(figure));
        assertThat(result.result()).isEqualTo(Verdict.PASS);
        assertThat(result.actual().orElseThrow()).isCloseTo(actual, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pgbouncer.queries > 5",
                "warmup_samples == 0",
                "arrivals.due > 5",
                "arrivals.late_rate < 1%",
                "client.gc_pauses < 5",
                "client.gc_pause_total_ms < 1s",
                "client.peak_rss_bytes < 500000000",
                "client.threads_peak < 50",
                "drift.steady_s > 60s",
            })
    void knowsTheFiguresOfTheBlocks(String rule) throws Rejection {
        assertThat(Rule.parse(Catalogue.installed(), "r", 1, rule).text()).isEqualTo(rule);
    }

    @Test
    void labelsMayHoldAnythingButABrace() throws Rejection {
        String label = "GET /a, b #1 < \"2\"";
        Samples samples = new Samples().ok(label, 5, TEN_MS);
        ThresholdResult result = judge("latency{" + label + "} max < 1s # comment }", samples);
        assertThat(result.result()).isEqualTo(Verdict.PASS);
        assertThat(result.rule()).isEqualTo("latency{" + label + "} max < 1s");
    }

    @Test
    void readsAFileOfRulesAndChecksItsLabels(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("r.txt"),
                "\uFEFF# first\n\n  latency{getFeed} p95 < 1s   # the feed\nerrors rate < 1%\n  getUser rows > 1\n");
        Rules rules = Rules.read(Catalogue.installed(), folder, "r.txt");
        assertThat(rules.list()).hasToString("[latency{getFeed} p95 < 1s, errors rate < 1%, getUser rows > 1]");
        rules.checkLabels(Set.of("getFeed", "getUser", "other"));
        assertThatThrownBy(() -> rules.checkLabels(Set.of("getFeed", "get_User")))
                .hasMessageStartingWith("r.txt:5:3: no element of the plan is named 'getUser'; did you mean get_User?");

        Files.writeString(folder.resolve("empty.txt"), "# nothing yet\n");
        assertThatThrownBy(() -> Rules.read(Catalogue.installed(), folder, "empty.txt"))
                .hasMessageContaining("holds no rule");
        assertThatThrownBy(() -> Rules.read(Catalogue.installed(), folder, "nowhere.txt"))
                .hasMessageContaining("THRESHOLDS=nowhere.txt cannot be read (NoSuchFile)");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> Rules.read(Catalogue.installed(), folder, "binary"))
                .hasMessageContaining("is no text in UTF-8");
    }
}
