package io.github.pgsurge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RulesTableTest {
    private static final List<ThresholdResult> RESULTS = List.of(
            new ThresholdResult("latency p95 < 100ms", OptionalDouble.of(87.25), "ms", Verdict.PASS, ""),
            new ThresholdResult("errors rate < 1%, fail > 5%", OptionalDouble.of(2.5), "%", Verdict.WARN, ""),
            new ThresholdResult("insert rows_per_s > 20000", OptionalDouble.of(1_234), "", Verdict.FAIL, ""),
            new ThresholdResult(
                    "latency p99 < 1s",
                    OptionalDouble.empty(),
                    "s",
                    Verdict.INCONCLUSIVE,
                    "240 samples do not support p99 (needs 1,000)"));

    @Test
    void showsWhatBecameOfEachRule() {
        assertThat(RulesTable.format(RESULTS, false)).isEqualTo("""
                pass          latency p95 < 100ms          87.25 ms
                warn          errors rate < 1%, fail > 5%     2.5 %
                fail          insert rows_per_s > 20000       1,234
                inconclusive  latency p99 < 1s                       240 samples do not support p99 (needs 1,000)
                """);
    }

    @Test
    void colorsTheResultsWhenItMay() {
        assertThat(RulesTable.format(RESULTS, true).lines())
                .satisfiesExactly(
                        pass -> assertThat(pass).startsWith("\u001b[32mpass        \u001b[0m  latency"),
                        warn -> assertThat(warn).startsWith("\u001b[33mwarn "),
                        fail -> assertThat(fail).startsWith("\u001b[31mfail "),
                        open -> assertThat(open).startsWith("\u001b[33minconclusive\u001b[0m"));
    }

    @Test
    void staysUnder120ColumnsWhateverTheRule() {
        ThresholdResult endless = new ThresholdResult(
                "latency{" + "x".repeat(200) + "} p95 < 5ms",
                OptionalDouble.of(1e12),
                "ms",
                Verdict.FAIL,
                "y".repeat(200));
        assertThat(RulesTable.format(List.of(endless), false).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
    }
}
