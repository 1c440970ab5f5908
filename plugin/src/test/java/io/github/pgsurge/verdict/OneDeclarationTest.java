package io.github.pgsurge.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Exposition;
import io.github.pgsurge.metrics.Scrape;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.report.Recordings;
import io.github.pgsurge.report.RunDirectory;
import io.github.pgsurge.report.RunIdentity;
import io.github.pgsurge.report.RunJson;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.report.StoredSummary;
import io.github.pgsurge.report.SummaryTable;
import io.github.pgsurge.run.LiveCollector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A figure that is declared in one place is found everywhere. */
class OneDeclarationTest {
    private static final Block BLOCK = new Block("moon", "Moon");
    private static final Figure TIDES = BLOCK.count("tides")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .said("%s tides")
            .help("Tides that came in.");
    private static final Figure HEIGHT =
            BLOCK.millis("height_ms").combined(Combined.MAX).help("How long the highest lasted.");
    private static final Figure LEVEL = BLOCK.count("level").gauge("How high the water stands.");

    private static final Catalogue CATALOGUE = Catalogue.of(List.of(new Declared() {
        @Override
        public List<Block> blocks() {
            return List.of(BLOCK);
        }
    }));

    private static final RunIdentity RUN =
            new RunIdentity("r-1", "write-load", Optional.empty(), Optional.empty(), Recordings.START);

    @TempDir
    private Path folder;

    private final Findings found =
            Findings.builder().put(TIDES, 1_234).put(HEIGHT, 2.5).build();

    private RunResult result(Snapshot recorded) {
        return RunResult.of(
                RUN, Duration.ofSeconds(5), Verdict.PASS, ExitCode.OK, "", recorded, List.of(), List.of(), found);
    }

    @Test
    void rulesCanBeAboutIt() throws Exception {
        Rules rules = Rules.parse(CATALOGUE, "r", "moon.tides < 1000\nmoon.height_ms < 3ms");
        Evidence evidence = Evidence.of(new Recordings().requests("a", 1).after(Duration.ofSeconds(1)), found);

        assertThat(rules.evaluate(evidence))
                .extracting(ThresholdResult::result)
                .containsExactly(Verdict.FAIL, Verdict.PASS);
        assertThat(new MetricRegistry(CATALOGUE).names())
                .contains("moon.tides", "moon.height_ms")
                .doesNotContain("moon.level");
    }

    @Test
    void runJsonHoldsItAndItsReaderKnowsIt() throws Exception {
        Path file = folder.resolve("run.json");
        RunJson.write(result(new Recordings().requests("a", 1).after(Duration.ofSeconds(1))), file);

        assertThat(Files.readString(file))
                .contains("\"moon\" : {\n    \"tides\" : 1234,\n    \"height_ms\" : 2.5\n  }");
        assertThat(RunJson.read(file, CATALOGUE).findings().number(TIDES)).hasValue(1_234);
    }

    @Test
    void theSummarySaysItAtTheEndAndAfterwards() throws Exception {
        Snapshot recorded = new Recordings().requests("a", 1).after(Duration.ofSeconds(1));
        RunDirectory directory = RunDirectory.existing(folder);
        RunJson.write(result(recorded), directory.runJson());

        assertThat(SummaryTable.format(CATALOGUE, result(recorded), recorded, directory))
                .contains("\nMoon: 1,234 tides\n");
        assertThat(StoredSummary.of(CATALOGUE, directory, false)).contains("\nMoon: 1,234 tides\n");
    }

    @Test
    void itsGaugeIsServedToPrometheus() throws Exception {
        LiveCollector series = new LiveCollector(CATALOGUE, RUN, () -> {});
        Snapshot total = new Recordings().requests("a", 1).after(Duration.ofSeconds(1));
        series.observe(new RunObserver.Moment(
                Duration.ofSeconds(1),
                total,
                () -> total,
                1,
                Findings.builder().put(LEVEL, 7).build(),
                List.of(),
                false));
        try (Exposition exposition = Exposition.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            exposition.registry().register(series);

            assertThat(Scrape.of(exposition.url()).value("pgsurge_moon_level")).isEqualTo(7);
        }
    }

    @Test
    void theReferenceHasIt() {
        assertThat(RuleReference.metrics(CATALOGUE))
                .contains("| `moon.` | `tides`; `height_ms` | number; `ns us ms s` |");
        assertThat(RuleReference.figures(CATALOGUE)).contains("| `moon.tides` | lower | sum | Tides that came in. |");
    }
}
