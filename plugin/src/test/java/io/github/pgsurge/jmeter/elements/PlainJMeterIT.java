package io.github.pgsurge.jmeter.elements;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.cli.Launch;
import io.github.pgsurge.cli.OwnPostgres;
import io.github.pgsurge.cli.PgsurgeProcess;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.metrics.TimeKind;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.TakesLong;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The elements in {@code jmeter -n}, without the launcher: settings from the environment, stock elements beside ours. */
@TakesLong
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PlainJMeterIT {
    @RegisterExtension
    static final OwnPostgres postgres = OwnPostgres.with("max_connections=40", "log_connections=on");

    @TempDir
    Path folder;

    private static long rows(RunResult result, String label) {
        return result.labels().get(label).whole(SampleFigure.ROWS).orElseThrow();
    }

    @Test
    void thePlanRunsInAnyFolderWithSettingsFromTheEnvironmentOnly() throws Exception {
        PgsurgeProcess run = Launch.jmeter(folder, Launch.plan("write-load"))
                .on(postgres.server())
                .with("TABLE_NAME", "Plain Table")
                .with("INSERT_MODE", "unnest")
                .with("RUN_ID", "from-the-environment")
                .run()
                .exited(0);

        RunResult result = run.result();
        assertThat(result.identity().runId()).isEqualTo("from-the-environment");
        assertThat(result.identity().plan()).isEqualTo("write-load");
        assertThat(result.identity().planSha256()).isPresent();
        assertThat(result.total().errors()).isZero();
        assertThat(postgres.look().number("select count(*) from \"Plain Table\""))
                .isEqualTo(500 + rows(result, "insert"));
        Map<?, ?> settings =
                (Map<?, ?>) PlainValues.of(result.findings()).get("environment").get("settings");
        assertThat(settings.get("insert.mode")).isEqualTo("unnest");
        assertThat(settings.get("batch.size")).isEqualTo("20");
        assertThat(settings.get("vus")).isEqualTo("3");
        assertThat(settings.get("db.host")).isEqualTo(postgres.server().host());
        assertThat(settings.containsKey("db.password")).isFalse();
        assertThat(Files.readString(folder.resolve("jmeter.log")))
                .doesNotContain("__pgsurge(")
                .doesNotContain(" ERROR ");
        assertThat(
                        postgres.look()
                                .text(
                                        "select email from \"Plain Table\" where email like '%+from-the-environment.%-%' limit 1"))
                .contains("+from-the-environment.1-");
    }

    @Test
    void aStockJdbcRequestTakesItsConnectionsFromTheManagersBudget() throws Exception {
        try (PgsurgeProcess run = Launch.jmeter(folder, Launch.fixture("stock-request"))
                .on(postgres.server())
                .with("TABLE_NAME", "beside_stock")
                .with("CONCURRENT_WRITERS", "8")
                .with("DB_MAX_OPEN_CONNS", "4")
                .with("TEST_RUN_DURATION", "3s")
                .start()) {
            long most = 0;
            while (run.isAlive()) {
                most = Math.max(most, postgres.look().sessions("pgsurge-load%"));
            }
            run.awaitEnd().exited(0);
            RunResult result = run.result();
            assertThat(result.total().errorCodes()).isEmpty();
            assertThat(result.labels().get("stock").count()).isGreaterThan(5);
            assertThat(result.labels().get("insert").count()).isGreaterThan(5);
            assertThat(most).isBetween(1L, 4L);
            assertThat((long)
                            PlainValues.of(result.findings()).get("connections").get("peak_held"))
                    .isBetween(1L, 4L);
            assertThat(postgres.look().number("select count(*) from beside_stock"))
                    .isEqualTo(500 + rows(result, "insert"));
        }
    }

    @Test
    void theSamplersWorkOnAStockConnectionConfigurationInEveryMode() throws Exception {
        Launch.writeLoad(Files.createDirectories(folder.resolve("first")))
                .on(postgres.server())
                .with("TABLE_NAME", "on_stock")
                .with("INSERT_BATCHES", "1")
                .run()
                .exited(0);
        long before = postgres.look().number("select count(*) from on_stock");

        PgsurgeProcess run = Launch.jmeter(folder, Launch.fixture("stock-pool"))
                .on(postgres.server())
                .with("TABLE_NAME", "on_stock")
                .with("TEST_RUN_DURATION", "3s")
                .run()
                .exited(0);

        RunResult result = run.result();
        assertThat(result.total().errorCodes()).isEmpty();
        assertThat(result.labels())
                .containsOnlyKeys("single", "batch", "values", "unnest", "copy-text", "copy-binary", "update", "read");
        long inserted = 0;
        for (String mode : new String[] {"single", "batch", "values", "unnest", "copy-text", "copy-binary"}) {
            assertThat(rows(result, mode)).as(mode).isPositive();
            inserted += rows(result, mode);
        }
        assertThat(postgres.look().number("select count(*) from on_stock")).isEqualTo(before + inserted);
    }

    @Test
    void aFreshConnectionEachSampleStaysInsideTheBudget() throws Exception {
        PgsurgeProcess run = Launch.jmeter(folder, Launch.fixture("connect"))
                .on(postgres.server())
                .with("CONCURRENT_WRITERS", "6")
                .with("DB_MAX_OPEN_CONNS", "3")
                .run()
                .exited(0);
        RunResult result = run.result();
        LabelResult connect = result.labels().get("connect");
        assertThat(connect.errorCodes()).isEmpty();
        assertThat(connect.count()).isGreaterThan(20);
        assertThat(connect.times(TimeKind.SERVICE).orElseThrow().meanNanos()).isPositive();
        assertThat(PlainValues.of(result.findings()).get("connections").get("peak_held"))
                .isEqualTo(3L);
        assertThat(postgres.server().log().split("application_name=pgsurge-load", -1).length - 1L)
                .isGreaterThanOrEqualTo(connect.count());
    }

    @Test
    void anUpdateThatTouchesNoRowIsAnErrorOfItsOwn() throws Exception {
        try (PgsurgeProcess run = Launch.jmeter(folder, Launch.plan("write-load"))
                .on(postgres.server())
                .with("TABLE_NAME", "emptied")
                .withRules("count > 0")
                .with("INSERT_PERCENT", "0")
                .with("UPDATE_PERCENT", "100")
                .with("TEST_RUN_DURATION", "4s")
                .start()) {
            run.awaitOutput(" ops/s");
            postgres.look().sql("delete from emptied");
            run.awaitEnd().exited(0);
            LabelResult update = run.result().labels().get("update");
            assertThat(update.errorCodes()).containsOnlyKeys("NO_ROWS");
            assertThat(update.errors()).isPositive();
        }
    }

    @Test
    void aDeadlockIsRetriedAndCountedApart() throws Exception {
        try (PgsurgeProcess run = Launch.jmeter(folder, Launch.plan("write-load"))
                        .on(postgres.server())
                        .with("TABLE_NAME", "deadlocked")
                        .with("INSERT_PERCENT", "0")
                        .with("UPDATE_PERCENT", "100")
                        .with("UPDATE_BATCH_SIZE", "500")
                        .with("CONCURRENT_WRITERS", "1")
                        .with("DB_MAX_OPEN_CONNS", "1")
                        .with("TEST_RUN_DURATION", "6s")
                        .start();
                Connection other = postgres.server().connectAsAdmin();
                Statement statement = other.createStatement()) {
            run.awaitElapsed(1);
            // the run's own look for deadlocks comes first, after its second: it is the victim
            statement.execute("set deadlock_timeout = '1min'");
            other.setAutoCommit(false);
            Optional<Long> wanted = Optional.empty();
            while (wanted.isEmpty()) {
                other.rollback();
                statement.execute("select 1 from deadlocked where id = 250 for update");
                await("the run waits for row 250")
                        .until(() -> postgres.look()
                                        .number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                                == 1);
                wanted = lockedByTheRun();
            }
            statement.execute("update deadlocked set age = 1 where id = " + wanted.get());
            other.rollback();
            run.awaitEnd().exited(0);
            LabelResult update = run.result().labels().get("update");
            assertThat(update.whole(SampleFigure.RETRIES).orElseThrow()).isPositive();
            assertThat(update.errorCodes()).isEmpty();
        }
    }

    private static Optional<Long> lockedByTheRun() throws SQLException {
        try (Connection third = postgres.server().connectAsAdmin();
                Statement statement = third.createStatement();
                ResultSet row = statement.executeQuery("select id from deadlocked where id <> 250 and id not in"
                        + " (select id from deadlocked where id <> 250 for update skip locked) limit 1")) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }
}
