package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is killed leaves evidence up to its last second, and a summary is made from it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KilledRunIT {
    @TempDir
    Path folder;

    @Test
    void leavesItsIntervalsUpToTheLastSecondAndASummaryOfThem() throws Exception {
        Path evidence;
        Instant killed;
        try (PgsurgeProcess run = Launch.pgsurge(
                        folder, "run", Launch.fixture("stock-sleeps").toString())
                .start()) {
            run.awaitElapsed(3);
            evidence = run.runDirectory();
            killed = Instant.now();
            run.signalAll("KILL");
            run.awaitEnd();
        }
        assertThat(evidence.resolve("run.json")).doesNotExist();

        long count = 0;
        long failed = 0;
        long lastEnd = 0;
        try (HistogramLogReader reader =
                new HistogramLogReader(evidence.resolve("intervals.hlog").toFile())) {
            for (EncodableHistogram entry = reader.nextIntervalHistogram();
                    entry != null;
                    entry = reader.nextIntervalHistogram()) {
                long samples = ((Histogram) entry).getTotalCount();
                switch (entry.getTag()) {
                    case "fails;failed" -> failed += samples;
                    case "fails", "sleep%20a%20bit" -> count += samples;
                    default -> assertThat(entry.getTag()).isEqualTo("of this plan");
                }
                lastEnd = Math.max(lastEnd, entry.getEndTimeStamp());
            }
        }
        assertThat(lastEnd).isBetween(killed.toEpochMilli() - 2_000, killed.toEpochMilli() + 1_000);
        assertThat(count).isGreaterThan(50);

        PgsurgeProcess report =
                Launch.pgsurge(folder, "report", evidence.toString()).run().exited(0);
        assertThat(report.err()).isEmpty();
        assertThat(report.out())
                .startsWith("stock-sleeps, run ")
                .contains(" measured; service times in ms\n")
                .containsPattern("\nfails +" + failed + " +100\\.00 ")
                .containsPattern("\nsleep a bit +" + (count - failed) + " +0 ")
                .contains("recorded until " + Instant.ofEpochMilli(lastEnd))
                .contains("No verdict: there is no run.json, so the run was killed or is still running.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "report nowhere | run directory nowhere does not exist: name a folder that a run has left",
                "report empty | run directory empty has neither run.json nor intervals.hlog",
                "report | Missing required parameter: 'RUN_DIR'; see pgsurge report --help",
            })
    void aFolderWithoutEvidenceIsSaidInOneLine(String line, String says) throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        PgsurgeProcess report = Launch.pgsurge(folder, line.split(" ")).run().exited(2);

        assertThat(report.out()).isEmpty();
        assertThat(report.err().lines()).singleElement().asString().startsWith("pgsurge: " + says);
    }
}
