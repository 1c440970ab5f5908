package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import io.github.pgsurge.verdict.Verdict;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plan pooler-canary through a PgBouncer 1.18 in transaction mode, six clients on two server connections. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CanaryIT {
    private static final TestPostgres SERVER = TestPostgres.shared();

    private static TestPgbouncer pgbouncer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        pgbouncer = TestPgbouncer.start(SERVER, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        pgbouncer.close();
    }

    private Launch canary() throws Exception {
        return Launch.pgsurge(folder, "run", "pooler-canary")
                .on(SERVER)
                .with("DB_PORT", Integer.toString(pgbouncer.port()))
                .with("GUARD_HOST", SERVER.host())
                .with("GUARD_PORT", Integer.toString(SERVER.port()))
                .with("CONCURRENT_WRITERS", "6")
                .with("TEST_RUN_DURATION", "5s");
    }

    private static long figure(RunResult result, String name) {
        return ((Number) PlainValues.of(result.findings()).get("canary").get(name)).longValue();
    }

    @Test
    void wrongAnswersAreExitFive() throws Exception {
        PgsurgeProcess run =
                canary().with("POOLER", "off").with("PREPARE_THRESHOLD", "5").run();
        run.exited(5);
        assertThat(run.result().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(figure(run.result(), "wrong_answers")).isBetween(1L, figure(run.result(), "checks"));
        assertThat(run.output())
                .containsPattern("Pooler Canary: [1-9][\\d,]* wrong answers in [1-9][\\d,]* checks; the"
                        + " first: answers: the answer is 1-\\d");
    }

    @Test
    void byDefaultThePlanJustWorks() throws Exception {
        PgsurgeProcess run = canary().run();
        run.exited(0);
        assertThat(figure(run.result(), "wrong_answers")).isZero();
        assertThat(figure(run.result(), "checks")).isGreaterThan(500);
        assertThat(run.result().total().errors()).isZero();
        assertThat(run.output()).contains("prepareThreshold set to 0 (was 5)");
    }

    @Test
    void onRequestItRefusesWhatWouldGiveWrongAnswers() throws Exception {
        PgsurgeProcess run =
                canary().with("POOLER", "refuse").with("PREPARE_THRESHOLD", "5").run();
        run.exited(3);
        assertThat(run.err()).contains("PREPARE_THRESHOLD=5").contains("PREPARE_THRESHOLD=0");
    }
}
