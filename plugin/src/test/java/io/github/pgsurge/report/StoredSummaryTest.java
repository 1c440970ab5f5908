package io.github.pgsurge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.metrics.IntervalLog;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSummaryTest {
    private static final RunIdentity RUN =
            new RunIdentity("r-1", "write-load", Optional.empty(), Optional.of("direct"), Recordings.START);

    @TempDir
    Path folder;

    private static Snapshot recorded() {
        return new Recordings()
                .writes("insert", 20_000, 1)
                .writes("update", 150, 20)
                .failures("update", 2, "40001", "could not serialize access")
                .after(Duration.ofSeconds(125));
    }

    private RunResult result(Map<String, Object> client) {
        Map<String, Map<String, Object>> blocks = new TreeMap<>();
        blocks.put(
                "connections",
                Map.of(
                        "max",
                        200,
                        "reserved",
                        3,
                        "budget",
                        50,
                        "peak_held",
                        50,
                        "min_free_seen",
                        142,
                        "refused_53300",
                        0));
        if (!client.isEmpty()) {
            blocks.put("client", client);
        }
        return RunResult.of(
                RUN,
                Duration.ofSeconds(130),
                Verdict.PASS,
                ExitCode.OK,
                "",
                recorded(),
                List.of(),
                List.of(),
                PlainValues.findings(blocks));
    }

    private String summary() throws Rejection {
        return StoredSummary.of(Catalogue.installed(), RunDirectory.existing(folder), false);
    }

    @Test
    void isWhatTheRunShowedAtItsEndButForTheMessages() throws Exception {
        RunDirectory directory = RunDirectory.existing(folder);
        RunResult result = result(Map.of("bottleneck", false, "bottleneck_reasons", List.of()));
        RunJson.write(result, directory.runJson());

        assertThat(summary())
                .isEqualTo(SummaryTable.format(Catalogue.installed(), result, recorded(), directory)
                        .replace("Errors, with the first message of each:", "Errors:")
                        .replace("  could not serialize access", ""));
    }

    @Test
    void showsTheRulesAndTheReasonAgain() throws Exception {
        RunResult result = result(Map.of());
        ThresholdResult rule = new ThresholdResult("latency p95 < 10ms", OptionalDouble.of(19), "ms", Verdict.FAIL, "");
        RunJson.write(
                new RunResult(
                        RUN,
                        result.duration(),
                        Verdict.FAIL,
                        ExitCode.DATA_WRONG,
                        "Pooler Canary: 3 wrong answers in 1,000 checks",
                        result.total(),
                        result.labels(),
                        List.of(rule),
                        List.of(),
                        result.findings()),
                folder.resolve("run.json"));

        assertThat(summary())
                .endsWith(
                        "\n\nfail  latency p95 < 10ms  19 ms\n\nfail: Pooler Canary: 3 wrong answers in 1,000 checks\n");
    }

    @Test
    void repeatsThatTheClientWasTheBottleneck() throws Exception {
        RunJson.write(
                result(Map.of("bottleneck_reasons", List.of("it used 93 % of 2 CPUs"))), folder.resolve("run.json"));

        assertThat(summary()).endsWith("""
                        The client was the bottleneck: it used 93 % of 2 CPUs. These figures are its limits, not the \
                        server's: give it more agents (--agents), fewer virtual users or a larger heap (HEAP).
                        """);
    }

    @Test
    void isMadeFromTheLogOfARunThatWasKilled() throws Exception {
        log(recorded());

        assertThat(summary()).isEqualTo("""
                        write-load on direct, run r-1, 2 min 05 s measured; service times in ms

                        label    count  err %  ops/s   avg   p50   p95   p99  p99.9   max
                        -----------------------------------------------------------------
                        insert  20,000      0    160  10.0  10.0  19.0  19.8   20.0  20.0
                        update     152   1.32   1.22  1.50  1.48     -     -      -  3.00
                        -----------------------------------------------------------------
                        total   20,152  <0.01    161  9.94  9.93  19.0  19.8   20.0  20.0

                        Begun at 2026-03-01T12:00:00Z, recorded until 2026-03-01T12:02:05Z.
                        No verdict: there is no run.json, so the run was killed or is still running. This is from its
                        intervals.hlog, which has no rows, bytes, error codes and connections.
                        Results: FOLDER
                        """.replace("FOLDER", folder.toString()));
    }

    private void log(Snapshot recorded) throws IOException {
        try (IntervalLog log = new IntervalLog(folder.resolve("intervals.hlog"), Recordings.START, RUN.title())) {
            log.append(recorded);
        }
    }

    @Test
    void refusesAFolderWithoutEvidence() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "nothing");

        assertThatThrownBy(this::summary)
                .isInstanceOf(Rejection.class)
                .hasMessage("run directory " + folder
                        + " has neither run.json nor intervals.hlog: name a folder that a run has left");
    }

    @Test
    void refusesALogOfNothing() throws Exception {
        log(new Recordings().after(Duration.ofSeconds(1)));

        assertThatThrownBy(this::summary)
                .isInstanceOf(Rejection.class)
                .hasMessageContaining("killed before it measured anything");
    }

    @Test
    void refusesAResultThatIsNone() throws Exception {
        log(recorded());
        Files.writeString(folder.resolve("run.json"), "{");

        assertThatThrownBy(this::summary).isInstanceOf(Rejection.class).hasMessageContaining("is not JSON");
    }
}
