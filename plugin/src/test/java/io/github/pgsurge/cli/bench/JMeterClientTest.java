package io.github.pgsurge.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JMeterClientTest {
    private static final JMeterClient.Load INSERTS =
            new JMeterClient.Load("insert", "inserts", 100, Map.of(), Map.of());

    private static LabelResult inserts(long errors, OptionalLong rows, OptionalDouble rowsPerS) {
        return new LabelResult(
                Fields.builder()
                        .put("count", 1_000)
                        .put("errors", errors)
                        .put("error_rate", errors / 1_000.0)
                        .put("rate_per_s", 250.0)
                        .put("rows", rows)
                        .put("rows_per_s", rowsPerS)
                        .build(),
                Map.of(),
                new TreeMap<>(errors == 0 ? Map.of() : Map.of("23505", errors)));
    }

    private static RunResult run(LabelResult inserts) {
        SortedMap<String, LabelResult> labels = new TreeMap<>(Map.of("insert", inserts));
        return new RunResult(
                new RunIdentity("r", "write-load", Optional.empty(), Optional.empty(), Instant.EPOCH),
                Duration.ofSeconds(8),
                Verdict.PASS,
                ExitCode.OK,
                "",
                inserts,
                labels,
                List.of(),
                List.of(),
                PlainValues.findings(Map.of("environment", Map.of("client_cpu_s", 0.5))));
    }

    @Test
    void takesRowsAndCpuPerRowFromTheRun() throws Exception {
        RoundFigure figure = JMeterClient.figure(
                "unnest", INSERTS, run(inserts(0, OptionalLong.of(100_000), OptionalDouble.of(25_000))));

        assertThat(figure.perS()).isEqualTo(25_000);
        assertThat(figure.cpuMicros().orElseThrow()).isCloseTo(5, within(1e-9));
    }

    @Test
    void countsABatchForEachSampleOfAStockSampler() throws Exception {
        RoundFigure figure =
                JMeterClient.figure("stock", INSERTS, run(inserts(0, OptionalLong.empty(), OptionalDouble.empty())));

        assertThat(figure.perS()).isEqualTo(25_000);
        assertThat(figure.cpuMicros().orElseThrow()).isCloseTo(5, within(1e-9));
    }

    @Test
    void failsWhenInsertsFailed() {
        assertThatThrownBy(() -> JMeterClient.figure(
                        "unnest", INSERTS, run(inserts(7, OptionalLong.of(100_000), OptionalDouble.of(25_000)))))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("unnest: 7 of 1000 inserts failed: {23505=7}");
    }
}
