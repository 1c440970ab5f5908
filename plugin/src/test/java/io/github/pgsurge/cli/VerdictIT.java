package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.TakesLong;
import io.github.pgsurge.testing.TestPostgres;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** Rules make the verdict, and a pipeline needs nothing but the exit code of a real process. */
@TakesLong
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class VerdictIT {
    private static final Path PLAN = Launch.fixture("rules");

    @TempDir
    private Path folder;

    /** The two ways to run a plan. */
    enum Way {
        PGSURGE {
            @Override
            Launch launch(Path folder, Path plan) throws Exception {
                return Launch.pgsurge(folder, "run", plan.toString());
            }
        },
        PLAIN_JMETER {
            @Override
            Launch launch(Path folder, Path plan) {
                return Launch.jmeter(folder, plan, "-l", "samples.jtl", "-e", "-o", "dashboard");
            }
        };

        abstract Launch launch(Path folder, Path plan) throws Exception;
    }

    private Launch launch(Way way, String... properties) throws Exception {
        Launch launch = way.launch(folder, PLAN).with("REPORT_INTERVAL", "1s");
        for (String property : properties) {
            launch.arguments("-J" + property);
        }
        return launch;
    }

    /** JTL and dashboard hold every sample, although the exit code is ours. */
    private void hasACompleteJtlAndDashboard(RunResult result) throws Exception {
        assertThat(Files.readAllLines(folder.resolve("samples.jtl")))
                .hasSize(1 + (int) result.total().count());
        assertThat(folder.resolve("dashboard/index.html")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("dashboard/statistics.json")))
                .contains("\"sampleCount\" : " + result.total().count());
    }

    private static Element suite(PgsurgeProcess run) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(run.runDirectory().resolve("junit.xml").toFile())
                .getDocumentElement();
    }

    private static ThresholdResult rule(RunResult result, String text) {
        return result.thresholds().stream()
                .filter(threshold -> threshold.rule().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PGSURGE      | latency{work} mean < 10s                | pass         | 0",
                "PLAIN_JMETER | latency{work} mean < 10s                | pass         | 0",
                "PGSURGE      | latency{work} mean < 1ns, fail > 10s    | warn         | 0",
                "PLAIN_JMETER | latency{work} mean < 1ns, fail > 10s    | warn         | 0",
                "PGSURGE      | work latency min > 10s                  | fail         | 99",
                "PLAIN_JMETER | work latency min > 10s                  | fail         | 99",
                "PGSURGE      | service p999 < 10s                      | inconclusive | 4",
                "PLAIN_JMETER | service p999 < 10s                      | inconclusive | 4",
            })
    void everyVerdictHasItsExitCode(Way way, String rule, String verdict, int exitCode) throws Exception {
        PgsurgeProcess run = launch(way, "rules=" + rule).run().exited(exitCode);

        RunResult result = run.result();
        assertThat(result.verdict()).hasToString(verdict);
        assertThat(result.exitCode().code()).isEqualTo(exitCode);
        assertThat(result.thresholds()).hasSize(2);
        assertThat(rule(result, rule).result()).hasToString(verdict);
        assertThat(rule(result, "count{work} > 0").actual()).hasValue(240);
        assertThat(run.out().lines()).anyMatch(line -> line.startsWith(verdict + " ") && line.contains(rule));
        Element suite = suite(run);
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo(verdict.equals("fail") ? "1" : "0");
        assertThat(suite.getAttribute("skipped")).isEqualTo(verdict.equals("inconclusive") ? "1" : "0");
        if (way == Way.PLAIN_JMETER) {
            hasACompleteJtlAndDashboard(result);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void noSamplesIsAFailure(Way way) throws Exception {
        // a dashboard of nothing is more than JMeter can make
        Launch launch = way == Way.PGSURGE ? launch(way) : Launch.jmeter(folder, PLAN);
        PgsurgeProcess run = launch.arguments("-Jthreads=0", "-Jrules=errors rate < 1%")
                .run()
                .exited(99);
        assertThat(run.result().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(rule(run.result(), "errors rate < 1%").reason()).isEqualTo("no samples");
        assertThat(run.result().reason()).isEqualTo("no samples");
        assertThat(suite(run).getAttribute("failures"))
                .as("both rules, and the run as a whole")
                .isEqualTo("3");
    }

    @Test
    void aRefusedRunIsThree() throws Exception {
        try (TestPostgres server = TestPostgres.start("max_connections=20")) {
            for (Way way : Way.values()) {
                Path own = Files.createDirectory(folder.resolve(way.name()));
                PgsurgeProcess run = (way == Way.PGSURGE
                                ? Launch.writeLoad(own)
                                : Launch.jmeter(own, Launch.plan("write-load")))
                        .on(server)
                        .with("DB_MAX_OPEN_CONNS", "50")
                        .run()
                        .exited(3);
                assertThat(run.result().verdict()).isEqualTo(Verdict.REFUSED);
                assertThat(run.result().thresholds()).isEmpty();
                assertThat(suite(run).getAttribute("errors")).isEqualTo("1");
            }
        }
    }

    @Test
    void aFileTakesThePlaceOfThePlansRules() throws Exception {
        Files.writeString(
                folder.resolve("rules.txt"), "# ours\n\nerrors{work} rate < 1%   # none is allowed to fail\n");
        PgsurgeProcess run = launch(Way.PGSURGE, "rules=count == 0")
                .arguments("--thresholds", "rules.txt")
                .run()
                .exited(0);
        assertThat(run.result().thresholds())
                .containsExactly(
                        new ThresholdResult("errors{work} rate < 1%", OptionalDouble.of(0), "%", Verdict.PASS, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN_JMETER | latensy p95 < 100ms        | rules.txt:2:1: unknown metric 'latensy'; did you mean latency?",
                "PGSURGE      | latency{wrok} p95 < 100ms  | rules.txt:2:9: no element of the plan is named 'wrok'; did you mean work?",
            })
    void aTypoIsTwoBeforeAnyLoadWithItsPosition(Way way, String rule, String message) throws Exception {
        Files.writeString(folder.resolve("rules.txt"), "count > 0\n" + rule + "\n");
        PgsurgeProcess run = launch(way, "thresholds=rules.txt").run().exited(2);
        saysInOneLine(run, message);
        if (way == Way.PGSURGE) {
            assertThat(run.runDirectories()).isEmpty();
        } else {
            leavesARunWithoutSamples(run);
        }
    }

    @Test
    void aTypoInThePlanIsTwoBeforeAnyLoadWithItsPosition() throws Exception {
        PgsurgeProcess run =
                launch(Way.PGSURGE, "rules=latency p95 < 100").run().exited(2);
        saysInOneLine(run, "Thresholds:3:15: a time needs a unit after 100: ns, us, ms, s");
        leavesARunWithoutSamples(run);
    }

    private static void saysInOneLine(PgsurgeProcess run, String message) {
        List<String> said = run.output()
                .lines()
                .filter(line -> line.startsWith("pgsurge: "))
                .toList();
        assertThat(said).hasSize(1);
        assertThat(said.get(0)).startsWith("pgsurge: " + message);
        assertThat(run.output()).doesNotContain("\tat ");
    }

    private static void leavesARunWithoutSamples(PgsurgeProcess run) throws Exception {
        assertThat(run.result().exitCode().code()).isEqualTo(2);
        assertThat(run.result().total().count()).isZero();
        assertThat(suite(run).getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void rulesWithoutARecorderAreTwo() throws Exception {
        String plan = Files.readString(PLAN);
        Path unrecorded = Files.writeString(
                folder.resolve("unrecorded.jmx"),
                plan.replace(
                        "testname=\"Run Recorder\" enabled=\"true\"", "testname=\"Run Recorder\" enabled=\"false\""));
        PgsurgeProcess run = Launch.jmeter(folder, unrecorded).run().exited(2);
        saysInOneLine(run, "the plan has Thresholds but no Run Recorder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=KO      | errors{work} rate < 1%, fail > 5%, abort after 2s | was 100 %",
                "sleep=1000000  | latency p95 < 10s, abort after 2s                 | no samples",
            })
    void aHopelessRunIsEndedEarly(String property, String rule, String finding) throws Exception {
        long begin = System.nanoTime();
        PgsurgeProcess run = launch(Way.PGSURGE, "rules=" + rule, property, "loops=-1", "warmup=0s")
                .run()
                .exited(99);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(45);
        ThresholdResult result = rule(run.result(), rule);
        assertThat(result.result()).isEqualTo(Verdict.FAIL);
        assertThat(result.reason()).startsWith("aborted: ").containsPattern("the last \\d\\.\\d s");
        assertThat(result.finding()).contains(finding);
        assertThat(run.out()).contains(rule);
    }

    @Test
    void aSignalGivesTheVerdictSoFar() throws Exception {
        try (PgsurgeProcess run = launch(Way.PGSURGE, "loops=-1").start()) {
            run.awaitElapsed(2);
            run.signal("INT");
            run.awaitEnd().exited(0);
            assertThat(run.result().verdict()).isEqualTo(Verdict.PASS);
        }
    }
}
