package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.metrics.LatencySummary;
import io.github.pgsurge.metrics.Quantile;
import io.github.pgsurge.metrics.TimeKind;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.MeasuresTime;
import io.github.pgsurge.testing.TakesLong;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Arrivals on a server that hangs for a while: coordinated omission, and what becomes of it. */
@TakesLong
@MeasuresTime
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ArrivalIT {
    private static final int RATE = 100;
    private static final int SECONDS = 20;
    private static final Duration HANGS = Duration.ofSeconds(3);

    /** By how much longer the server hung than it was to: machines are busy. */
    private double longer;

    @TempDir
    private Path folder;

    /** The plan has its rules: a p95 above 300 ms fails. */
    private RunResult hangingServer(String correction, ExitCode exitCode) throws Exception {
        try (StaticGateway gateway = StaticGateway.start();
                PgsurgeProcess run = gateway.loads(Launch.pgsurge(folder, "run", "baseline"))
                        .arguments("--stages", "0s:" + RATE + "/s," + SECONDS + "s:" + RATE + "/s", "--vus", "10")
                        .arguments("-J", "response.correction=" + correction)
                        .with("REPORT_INTERVAL", "1s")
                        .start()) {
            run.awaitElapsed(8);
            longer = gateway.hang(HANGS).minus(HANGS).toNanos() / 1e9;
            run.awaitEnd().exited(exitCode.code());
            return run.result();
        }
    }

    private static double p95(Optional<LatencySummary> times) {
        return times.orElseThrow().quantile(Quantile.P95).orElseThrow() / 1e9;
    }

    @Test
    void responseTimesHoldTheWaitThatServiceTimesOmit() throws Exception {
        RunResult result = hangingServer("arrivals", ExitCode.FAILED);

        assertThat(result.total().count()).isEqualTo(RATE * SECONDS);
        assertThat(result.total().errors()).isZero();
        assertThat(p95(result.total().times(TimeKind.RESPONSE))).isBetween(1.8 + longer, 2.4 + longer);
        assertThat(p95(result.total().times(TimeKind.SERVICE))).isLessThan(0.2);
        Map<String, Object> arrivals = PlainValues.of(result.findings()).get("arrivals");
        assertThat(arrivals).containsEntry("due", (long) RATE * SECONDS).containsEntry("dropped", 0L);
        // ten are under way when the server hangs, and some more come while those that waited are worked off
        assertThat((long) arrivals.get("late")).isBetween(250L, 350 + (long) (RATE * longer));
    }

    @Test
    void theWarmUpIsInNoFigureOfArrivals() throws Exception {
        try (StaticGateway gateway = StaticGateway.start();
                PgsurgeProcess run = gateway.loads(Launch.pgsurge(folder, "run", "baseline"))
                        .arguments("--stages", "0s:50/s,4s:50/s", "--vus", "10", "-J", "warmup=1s")
                        .withRules("errors rate < 1%")
                        .run()) {
            Map<String, Object> arrivals = PlainValues.of(
                            run.exited(ExitCode.OK.code()).result().findings())
                    .get("arrivals");
            assertThat((long) arrivals.get("due")).isBetween(1L, 150L);
        }
    }

    @Test
    void withoutCorrectionTheWaitIsInNoFigure() throws Exception {
        RunResult result = hangingServer("off", ExitCode.OK);

        assertThat(result.total().count()).isEqualTo(RATE * SECONDS);
        assertThat(p95(result.total().times(TimeKind.RESPONSE))).isLessThan(0.2);
        assertThat(p95(result.total().times(TimeKind.SERVICE))).isLessThan(0.2);
        assertThat(PlainNumbers.of(result))
                .contains("arrivals.due", "client.gc_pauses", "graphql.connections")
                .allMatch(PlainNumbers::canBeRuledOn);
    }
}
