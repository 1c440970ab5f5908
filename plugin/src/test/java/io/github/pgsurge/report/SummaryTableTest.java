package io.github.pgsurge.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
    private static final Map<String, Object> CONNECTIONS =
            Map.of("max", 200, "reserved", 3, "budget", 50, "peak_held", 50, "min_free_seen", 142, "refused_53300", 0);

    @Test
    void showsARowForEachLabelAndTheTotal() {
        Snapshot recorded = new Recordings()
                .writes("insert", 20_000, 1)
                .writes("update", 150, 20)
                .failures("update", 2, "40001", "could not serialize access\nHINT: retry")
                .failures("update", 1, "40P01", "deadlock detected")
                .after(Duration.ofSeconds(125));

        assertThat(format(recorded, CONNECTIONS)).isEqualTo("""
                        write-load on direct, run r-1, 2 min 05 s measured; service times in ms

                        label    count  err %  ops/s  rows/s  MB/s   avg   p50   p95   p99  p99.9   max  retries
                        ----------------------------------------------------------------------------------------
                        insert  20,000      0    160  16,000  16.0  10.0  10.0  19.0  19.8   20.0  20.0    2,000
                        update     153   1.96   1.22     120  0.12  1.50  1.48     -     -      -  3.00       15
                        ----------------------------------------------------------------------------------------
                        total   20,153   0.01    161  16,120  16.1  9.94  9.93  19.0  19.8   20.0  20.0    2,015

                        Waiting for a connection, p95: insert 1.90 ms, update -
                        Connections: peak held 50, room for 50, fewest free 142, asked for 200, reserved 3, refused (53300) 0
                        Errors, with the first message of each:
                          update  40001          2  could not serialize access HINT: retry
                          update  40P01          1  deadlock detected

                        Verdict: warn (exit code 0)
                        Results: results/write-load-1
                        """);
    }

    @Test
    void leavesOutColumnsThatNothingMeasured() {
        String text = format(new Recordings().requests("getFeed", 50).after(Duration.ofSeconds(5)), Map.of());

        assertThat(text.lines().skip(2).findFirst())
                .hasValueSatisfying(header -> assertThat(header.trim().split(" {2,}"))
                        .containsExactly("label", "count", "err %", "ops/s", "avg", "p50", "max"));
        assertThat(text).doesNotContain("Waiting", "Connections", "Errors", "Warm-up");
    }

    @Test
    void staysUnder120ColumnsWhateverTheFigures() {
        Recordings recordings = new Recordings();
        for (int i = 0; i < 20; i++) {
            recordings.writes("a label of a length that only a URL has, number " + i, 20_000, 3_000);
            recordings.failures(
                    "a label of a length that only a URL has, number " + i, 1_000, "X".repeat(90), "m".repeat(300));
        }
        String text = format(recordings.after(Duration.ofSeconds(100)), CONNECTIONS);

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
        assertThat(text).contains("  ... and 8 more codes, see run.json").contains("a label ");
    }

    @Test
    void saysWhatIsNotInTheTable() {
        Recordings run = new Recordings(Duration.ofSeconds(6));
        run.requests("a", 1_234).after(Duration.ofSeconds(6));
        Snapshot recorded =
                run.writes("b", 1, Duration.ofHours(2).toNanos() / 1_000).after(Duration.ofSeconds(4));

        assertThat(format(recorded, Map.of()))
                .contains("Warm-up: 1,234 samples not counted\n")
                .contains("Above one hour: 1 sample, recorded as one hour\n");
    }

    @Test
    void saysThatThereWasNothing() {
        assertThat(format(new Recordings().after(Duration.ofSeconds(1)), Map.of()))
                .contains("\nNo samples were recorded.\n")
                .doesNotContain("---");
    }

    @Test
    void saysOfArrivalsWhatIsKnown() {
        Snapshot recorded = new Recordings().arrivals("getFeed", 500, 2_000).after(Duration.ofSeconds(5));
        String start = "From the intended start, p95: getFeed 2,002 ms\nArrivals: ";

        assertThat(format(recorded, Map.of(), Map.of("due", 600, "late", 500, "dropped", 100)))
                .contains(start + "600 due, 500 found no free virtual user and waited, 100 dropped\n");
        assertThat(format(recorded, Map.of(), Map.of("begun", 500, "late", 500)))
                .contains(start + "500 begun, 500 found no free virtual user and waited, how many agents dropped is not"
                        + " known\n");
    }

    private static String format(Snapshot recorded, Map<String, Object> connections) {
        return format(recorded, connections, Map.of());
    }

    private static String format(Snapshot recorded, Map<String, Object> connections, Map<String, Object> arrivals) {
        RunResult result = RunResult.of(
                new RunIdentity("r-1", "write-load", Optional.empty(), Optional.of("direct"), Recordings.START),
                Duration.ofSeconds(130),
                Verdict.WARN,
                ExitCode.OK,
                "rows_per_s > 9, fail < 1: was 5",
                recorded,
                List.of(),
                List.of(),
                PlainValues.findings(Map.of(
                        "connections",
                        connections,
                        "arrivals",
                        arrivals,
                        "environment",
                        Map.of("response_correction", "arrivals"))));
        return SummaryTable.format(
                Catalogue.installed(), result, recorded, new RunDirectory(Path.of("results/write-load-1")));
    }
}
