package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.MeasuresTime;
import io.github.pgsurge.testing.TestPostgres;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away under the load. */
@MeasuresTime
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OutageIT {
    @TempDir
    Path folder;

    @Test
    void aServerThatGoesAwayIsErrorsWithTheirSqlStateAndNoHotLoop() throws Exception {
        TestPostgres server = TestPostgres.start("max_connections=20");
        try (PgsurgeProcess run = Launch.writeLoad(folder)
                .on(server)
                .with("TEST_RUN_DURATION", "10s")
                .withRules("errors rate < 100%")
                .start()) {
            run.awaitElapsed(2);
            server.close();

            run.awaitEnd().exited(0);

            RunResult result = run.result();
            LabelResult total = result.total();
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(result.duration().toSeconds())
                    .as("ends at its time, not when the last connection attempt is given up")
                    .isBetween(9L, 13L);
            assertThat(total.count()).isGreaterThan(total.errors());
            // three writers that pause 50, 100, 200... ms: at most ten errors each in eight seconds
            assertThat(total.errors()).isBetween(3L, 30L);
            assertThat(total.errorCodes().keySet()).allMatch(code -> code.matches("57P0[123]|08[0-9A-Z]{3}"));
            assertThat(run.output()).doesNotContain("\tat ").contains("errors");
        } finally {
            server.close();
        }
    }
}
