package io.github.pgsurge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJsonTest {
    @TempDir
    Path folder;

    @Test
    void holdsTheFieldsOfTheSchemaWithTheirUnits() throws Exception {
        JsonNode run = tree(result(new Recordings()
                .writes("insert", 1_000, 10)
                .failures("insert", 2, "40001", "conflict")
                .requests("getFeed", 15)
                .after(Duration.ofSeconds(8))));

        assertThat(run.fieldNames())
                .toIterable()
                .containsExactly(
                        "schema",
                        "run_id",
                        "plan",
                        "plan_sha256",
                        "target",
                        "started_at",
                        "duration_s",
                        "verdict",
                        "exit_code",
                        "reason",
                        "total",
                        "labels",
                        "thresholds",
                        "connections",
                        "graphql",
                        "pgbouncer",
                        "agents",
                        "environment");
        assertThat(run.get("schema").asText()).isEqualTo("pgsurge-run/1");
        assertThat(run.get("started_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(run.get("duration_s").asDouble()).isEqualTo(12.345);
        assertThat(run.get("verdict").asText()).isEqualTo("warn");
        assertThat(run.get("exit_code").asInt()).isZero();
        assertThat(run.get("reason").asText()).isEqualTo("latency p95 < 5ms, fail > 9ms: was 6.25 ms");

        JsonNode insert = run.get("labels").get("insert");
        assertThat(insert.fieldNames())
                .toIterable()
                .containsExactly(
                        "count",
                        "errors",
                        "error_rate",
                        "rate_per_s",
                        "rows",
                        "rows_per_s",
                        "bytes",
                        "mb_per_s",
                        "retries",
                        "latency_ms",
                        "response_ms",
                        "acquire_ms",
                        "error_codes");
        assertThat(insert.get("count").asLong()).isEqualTo(1_002);
        assertThat(insert.get("errors").asLong()).isEqualTo(2);
        assertThat(insert.get("error_rate").asDouble()).isEqualTo(0.001996008);
        assertThat(insert.get("rate_per_s").asDouble()).isEqualTo(125.25);
        assertThat(insert.get("rows").asLong()).isEqualTo(100_000);
        assertThat(insert.get("rows_per_s").asDouble()).isEqualTo(12_500);
        assertThat(insert.get("bytes").asLong()).isEqualTo(100_000_000);
        assertThat(insert.get("mb_per_s").asDouble()).isEqualTo(12.5);
        assertThat(insert.get("retries").asLong()).isEqualTo(100);
        assertThat(insert.get("error_codes")).hasToString("{\"40001\":2}");
        assertThat(insert.get("latency_ms").fieldNames())
                .toIterable()
                .containsExactly("min", "mean", "p50", "p90", "p95", "p99", "max");
        assertThat(insert.get("latency_ms").get("max").asDouble()).isBetween(10.0, 10.01);
        assertThat(insert.get("latency_ms").get("p50").asDouble()).isBetween(4.99, 5.01);
        assertThat(insert.get("acquire_ms").get("min").asDouble()).isEqualTo(0.0001);
        assertThat(run.get("total").get("count").asLong()).isEqualTo(1_017);
        assertThat(run.get("total").get("rows").asLong()).isEqualTo(100_000);
        assertThat(run.get("connections"))
                .hasToString(
                        "{\"max\":100,\"reserved\":3,\"budget\":10,\"peak_held\":10,\"refused_53300\":0,\"round_trips\":2034}");
    }

    @Test
    void leavesOutWhatWasNotMeasured() throws Exception {
        RunResult result = result(new Recordings().requests("getFeed", 15).after(Duration.ofSeconds(1)));
        JsonNode run = tree(new RunResult(
                new RunIdentity("r", "unsaved", Optional.empty(), Optional.empty(), Recordings.START),
                result.duration(),
                result.verdict(),
                result.exitCode(),
                "",
                result.total(),
                result.labels(),
                List.of(),
                List.of(),
                Findings.NONE));

        assertThat(run.has("plan_sha256")).isFalse();
        assertThat(run.has("target")).isFalse();
        assertThat(run.has("reason")).isFalse();
        assertThat(run.has("connections")).isFalse();
        assertThat(run.get("labels").get("getFeed").fieldNames())
                .toIterable()
                .containsExactly(
                        "count", "errors", "error_rate", "rate_per_s", "latency_ms", "response_ms", "error_codes");
        assertThat(run.get("labels").get("getFeed").get("latency_ms").fieldNames())
                .toIterable()
                .containsExactly("min", "mean", "max");
        assertThat(Files.readString(folder.resolve("run.json"))).doesNotContain("null");
    }

    @Test
    void hasNoRatesAndNoTimesWithoutSamples() throws Exception {
        JsonNode total =
                tree(result(new Recordings().after(Duration.ofSeconds(1)))).get("total");

        assertThat(total).hasToString("{\"count\":0,\"errors\":0,\"error_codes\":{}}");
    }

    @Test
    void takesRatesOverTheTimeAfterTheWarmup() {
        Recordings run = new Recordings(Duration.ofSeconds(6));
        run.requests("a", 50).after(Duration.ofSeconds(6));
        Snapshot recorded = run.requests("a", 10).after(Duration.ofSeconds(4));

        assertThat(recorded.warmupSamples()).isEqualTo(50);
        assertThat(result(recorded).total().number(SampleFigure.RATE_PER_S)).hasValue(2.5);
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        RunResult written = result(new Recordings()
                .writes("insert", 20_000, 7)
                .failures("update", 3, "40001", "conflict")
                .requests("getFeed", 15)
                .after(Duration.ofSeconds(8)));
        Path file = folder.resolve("run.json");
        RunJson.write(written, file);
        RunResult read = RunJson.read(file, Catalogue.installed());

        assertThat(read.identity()).isEqualTo(written.identity());
        assertThat(read.duration()).isEqualTo(written.duration());
        assertThat(read.reason()).isEqualTo(written.reason());
        assertThat(read.labels().get("insert")).isEqualTo(written.labels().get("insert"));
        assertThat(read.thresholds()).isEqualTo(written.thresholds());
        assertThat(read.agents()).isEqualTo(written.agents());
        assertThat(read.findings()).isEqualTo(written.findings());
        Path again = folder.resolve("again.json");
        RunJson.write(read, again);
        assertThat(again).hasSameTextualContentAs(file);
    }

    @Test
    void replacesTheFileInOneStepAndLeavesNoOther() throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), "old");
        RunJson.write(result(new Recordings().after(Duration.ofSeconds(1))), file);

        assertThat(Files.readString(file))
                .startsWith("{\n  \"schema\" : \"pgsurge-run/1\",")
                .endsWith("}\n");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void refusesFilesThatAreNoResultOfARun() throws Exception {
        Path file = folder.resolve("run.json");
        Files.writeString(file, "{\n oops");
        assertThatThrownBy(() -> RunJson.read(file, Catalogue.installed()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("is not JSON (line 2)");
        Files.writeString(file, "");
        assertThatThrownBy(() -> RunJson.read(file, Catalogue.installed())).isInstanceOf(Rejection.class);
        Files.writeString(file, "{\"schema\":\"pgsurge-run/9\"}");
        assertThatThrownBy(() -> RunJson.read(file, Catalogue.installed()))
                .isInstanceOf(Rejection.class)
                .hasMessage(file + " has schema 'pgsurge-run/9': 'pgsurge-run/1' is what this version reads");
        RunJson.write(result(new Recordings().after(Duration.ofSeconds(1))), file);
        Files.writeString(file, Files.readString(file).replace("\"warn\"", "\"fine\""));
        assertThatThrownBy(() -> RunJson.read(file, Catalogue.installed()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("field 'verdict' is fine, one of [pass, warn, fail, refused, inconclusive]");
        RunJson.write(result(new Recordings().after(Duration.ofSeconds(1))), file);
        Files.writeString(file, Files.readString(file).replace("\"max\" : 100", "\"max\" : \"many\""));
        assertThatThrownBy(() -> RunJson.read(file, Catalogue.installed()))
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("field 'connections.max' is \"many\", a number is expected");
    }

    private JsonNode tree(RunResult result) throws Exception {
        Path file = folder.resolve("run.json");
        RunJson.write(result, file);
        return new ObjectMapper().readTree(file.toFile());
    }

    private static RunResult result(Snapshot recorded) {
        Map<String, Object> connections = new LinkedHashMap<>();
        connections.put("max", 100);
        connections.put("reserved", 3);
        connections.put("budget", 10);
        connections.put("peak_held", 10);
        connections.put("refused_53300", 0);
        connections.put("round_trips", 2_034);
        RunResult measured = RunResult.of(
                new RunIdentity("r-1", "write-load", Optional.of("ab12"), Optional.of("direct"), Recordings.START),
                Duration.ofMillis(12_345),
                Verdict.WARN,
                ExitCode.OK,
                "latency p95 < 5ms, fail > 9ms: was 6.25 ms",
                recorded,
                List.of(),
                List.of("127.0.0.1:1099"),
                PlainValues.findings(Map.of(
                        "connections",
                        connections,
                        "graphql",
                        Map.of("logins", 2),
                        "pgbouncer",
                        Map.of("queries", Map.of("app", 7)),
                        "environment",
                        Map.of("postgres_version", "17.10", "client_cpus", 2, "settings", Map.of("fsync", true)))));
        return new RunResult(
                measured.identity(),
                measured.duration(),
                measured.verdict(),
                measured.exitCode(),
                measured.reason(),
                measured.total(),
                measured.labels(),
                List.of(
                        new ThresholdResult("latency p95 < 5ms", OptionalDouble.of(6.25), "ms", Verdict.WARN, ""),
                        new ThresholdResult(
                                "latency p99.9 < 9ms",
                                OptionalDouble.empty(),
                                "ms",
                                Verdict.INCONCLUSIVE,
                                "15 samples")),
                measured.agents(),
                measured.findings());
    }
}
