package io.github.pgsurge.postgres;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.sandbox.Credentials;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A monitored server that nobody else uses. */
class ServerMonitorTest {
    private static final int ROWS = 20_000;
    private static final String POSITION = "select pg_current_wal_lsn() - '0/0'";

    private static Site site;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws SQLException {
        site = Site.newest(Site.STATEMENTS, "autovacuum=off");
        site.asAdmin("create extension pg_stat_statements", "create database \"quiet one\"");
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
    }

    @BeforeEach
    void makeTheTable() throws SQLException {
        try (Connection load = site.connect("load");
                Statement statement = load.createStatement()) {
            statement.execute("drop table if exists load_test_data");
            statement.execute("create table load_test_data (id bigint primary key, data text)");
        }
    }

    private static void insert(Connection load, int from, int count) throws SQLException {
        try (Statement statement = load.createStatement()) {
            for (int i = from; i < from + count; i += 100) {
                statement.execute("insert into load_test_data select i, repeat(md5(i::text), 8) from generate_series("
                        + i + ", " + (i + 99) + ") i");
            }
        }
    }

    private static void awaitEndOf(String application) {
        await("the sessions of " + application + " are gone")
                .until(() -> site.ask("select count(*) from pg_stat_activity where application_name like '"
                                + application + "%'")
                        == 0);
    }

    private static double number(Map<String, Object> block, String field) {
        assertThat(block).containsKey(field);
        return ((Number) block.get(field)).doubleValue();
    }

    @Test
    void walBytesARowAgreeWithThePositionBeforeAndAfter() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder)) {
            double bytesARow;
            try (Connection seed = site.connect("seed")) {
                insert(seed, 1_000_000, 2_000);
            }
            awaitEndOf("seed");
            try (Connection load = site.connect("pgsurge-load%20abcdef%20a%20run")) {
                long before = site.ask(POSITION);
                watching.monitor.loadBegins();
                insert(load, 0, ROWS);
                watching.wrote(ROWS);
                watching.read(5_000);
                watching.second(true);
                bytesARow = (double) (site.ask(POSITION) - before) / ROWS;
            }
            awaitEndOf("pgsurge-load");

            Map<String, Object> block = watching.block();

            assertThat(bytesARow).isBetween(300.0, 2_000.0);
            assertThat(number(block, "wal_bytes_per_row")).isCloseTo(bytesARow, within(bytesARow * 0.02));
            assertThat(number(block, "written_rows")).isEqualTo(ROWS);
            // heap and index record of each row, and few besides
            assertThat(number(block, "wal_records")).isBetween(2.0 * ROWS, 2.2 * ROWS);
            assertThat(number(block, "wal_fpi_per_row")).isBetween(0.0, 0.2);
            assertThat(number(block, "transactions")).isBetween(200.0, 260.0);
            assertThat(number(block, "cache_hit_ratio")).isBetween(0.9, 1.0);
            assertThat(number(block, "deadlocks")).isZero();
            assertThat(number(block, "table_bytes")).isGreaterThan(ROWS * 256.0);
            assertThat(number(block, "index_bytes")).isGreaterThan(ROWS * 16.0);
            assertThat(number(block, "load_backends_max")).isEqualTo(1);
            assertThat(number(block, "blocks_written_per_row")).isPositive();
            assertThat(((Map<?, ?>) block.get("blocks_written_by")).keySet().toString())
                    .contains("client_backend");
            assertThat(number(block, "cpu_s")).isPositive();
            assertThat(number(block, "cpu_us_per_row")).isBetween(0.5, 10_000.0);
            assertThat(number(block, "cpu_share")).isBetween(0.0, 1.05);
            assertThat(watching.monitor.remarks()).singleElement().asString().contains("bytes of WAL a row");
        }
    }

    @Test
    void statementsAreThoseOfTheLoadLongestFirst() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder);
                Connection load = site.connect("load");
                Statement statement = load.createStatement()) {
            watching.monitor.loadBegins();
            statement.execute("select pg_sleep(0.05)");
            insert(load, 0, 300);

            List<?> statements = (List<?>) watching.end().get("statements");

            assertThat(statements).hasSizeBetween(2, 10);
            Map<?, ?> longest = (Map<?, ?>) statements.get(0);
            assertThat(longest.get("query")).isEqualTo("select pg_sleep($1)");
            assertThat(longest.get("calls")).isEqualTo(1L);
            assertThat((Double) longest.get("total_ms")).isGreaterThanOrEqualTo(49);
            assertThat(statements).anySatisfy(other -> assertThat(((Map<?, ?>) other).get("rows"))
                    .isEqualTo(300L));
            assertThat(statements.toString()).doesNotContain("pgsurge-monitor");
        }
    }

    /** Makes looks at statements fail like that, and undoes it. */
    private static void failLooks(String sqlState) throws SQLException {
        site.asAdmin(
                "alter function pg_stat_statements(boolean) rename to pg_stat_statements_as_it_was",
                "create function pg_stat_statements(showtext boolean) returns setof pg_stat_statements language plpgsql as"
                        + " $$ begin raise exception 'no look' using errcode = '" + sqlState + "'; end $$");
    }

    private static void mendLooks() throws SQLException {
        site.asAdmin(
                "drop function pg_stat_statements(boolean)",
                "alter function pg_stat_statements_as_it_was(boolean) rename to pg_stat_statements");
    }

    @ParameterizedTest
    @CsvSource({"57014", "42501", "55000", "53200"})
    void aLookAtStatementsThatFailsAtTheStartCostsNothingElse(String sqlState) throws Exception {
        failLooks(sqlState);
        try (Watching watching = Watching.rarely(site.adminDsn(), folder);
                Connection load = site.connect("load")) {
            watching.monitor.loadBegins();
            insert(load, 0, 100);
            watching.wrote(100);

            assertThat(watching.end()).containsKey("wal_bytes_per_row").doesNotContainKey("statements");
            assertThat(watching.readings()).hasSize(4);
            assertThat(watching.lines)
                    .singleElement()
                    .asString()
                    .startsWith("PostgreSQL Monitor: what statements took is not known: ")
                    .contains("no look");
        } finally {
            mendLooks();
        }
    }

    @Test
    void aLookAtStatementsThatFailsAtTheEndCostsNothingElse() throws Exception {
        try (Watching watching = Watching.rarely(site.adminDsn(), folder);
                Connection load = site.connect("load")) {
            watching.monitor.loadBegins();
            insert(load, 0, 100);
            watching.wrote(100);
            failLooks("57014");
            try {
                assertThat(watching.end()).containsKey("wal_bytes_per_row").doesNotContainKey("statements");
            } finally {
                mendLooks();
            }
            assertThat(watching.lines).singleElement().asString().contains("what statements took is not known");
        }
    }

    @Test
    void aTableThatIsDroppedAfterTheLoadHasItsFiguresOfTheEnd() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder)) {
            try (Connection load = site.connect("load");
                    Statement statement = load.createStatement()) {
                watching.monitor.loadBegins();
                insert(load, 0, 5_000);
                watching.wrote(5_000);
                watching.second(true);
                statement.execute("drop table load_test_data");
            }
            Map<String, Object> block = watching.block();

            assertThat(number(block, "table_bytes")).isGreaterThan(5_000 * 256.0);
            assertThat(number(block, "index_bytes")).isGreaterThan(5_000 * 16.0);
            assertThat(block).containsKeys("live_rows", "dead_rows");
        }
    }

    @Test
    void settingsAreThoseOfTheServerNotOfTheMonitor() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder)) {
            Map<?, ?> settings = (Map<?, ?>) watching.end().get("settings");

            assertThat(settings.keySet().stream().map(String::valueOf))
                    .contains("max_wal_size", "checkpoint_timeout", "wal_level", "effective_io_concurrency");
            assertThat(settings.get("jit")).isEqualTo("on");
            assertThat(settings.get("fsync")).isEqualTo("on");
            assertThat(settings.get("autovacuum")).isEqualTo("off");
            assertThat(settings.get("server_version").toString()).matches("1[2-9]\\..*");
        }
    }

    @Test
    void everyDatabaseHasOneSeriesOfItsConnections() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder);
                Connection one = site.connect("one");
                Connection two = site.connect("two")) {
            assertThat(one.isValid(5) && two.isValid(5)).isTrue();
            watching.monitor.loadBegins();

            assertThat(watching.gauge("pg_stat_activity_count"))
                    .containsEntry("datname=" + site.database(), 2.0)
                    .containsEntry("datname=quiet one", 0.0)
                    .containsKey("datname=postgres")
                    .hasSize(3);
            assertThat(watching.gauge("pg_stat_activity_backends")).containsEntry("state=idle", 2.0);
            assertThat(watching.gauge("pg_locks_waiting")).containsExactly(Map.entry("", 0.0));
            assertThat(watching.gauge("pg_wal_position_bytes").get("")).isGreaterThan(1e6);
        }
    }

    @Test
    void waitsAndBackendsAreTheHighestOfTheReadings() throws Exception {
        try (Watching watching = Watching.often(site.adminDsn(), folder);
                Connection holder = site.connect("holder");
                Connection waiter = site.connect("waiter");
                Statement hold = holder.createStatement();
                Statement wait = waiter.createStatement()) {
            watching.monitor.loadBegins();
            holder.setAutoCommit(false);
            hold.execute("lock table load_test_data");
            Thread waiting = new Thread(() -> {
                try {
                    wait.execute("insert into load_test_data values (-1, '')");
                } catch (SQLException failure) {
                    watching.lines.add(failure.getMessage());
                }
            });
            waiting.start();
            await("a reading sees the lock wait")
                    .until(() -> watching.readings().stream().anyMatch(line -> line.contains("\"Lock:relation\":1")));
            holder.rollback();
            waiting.join();

            Map<String, Object> block = watching.end();

            assertThat(number(block, "locks_waiting_max")).isEqualTo(1);
            assertThat(number(block, "backends_max")).isGreaterThanOrEqualTo(2);
            assertThat(number(block, "backends_active_max")).isGreaterThanOrEqualTo(1);
            assertThat(((Map<?, ?>) block.get("waits")).keySet().toString()).contains("Lock:relation");
            assertThat(watching.lines).isEmpty();
        }
    }

    @Test
    void theWarmUpIsNoPartOfTheFigures() throws Exception {
        Duration warmup = Duration.ofMillis(300);
        try (Watching watching = new Watching(site.dsn(), folder, warmup, Duration.ofHours(1), Duration.ofSeconds(5));
                Connection load = site.connect("load")) {
            watching.monitor.loadBegins();
            insert(load, 0, ROWS);
            watching.wrote(ROWS);
            watching.second(false);
            await("the warm-up is over, and there is a start in time").until(() -> {
                watching.wrote(0);
                watching.second(false);
                return watching.monitor.isStarted();
            });
            long before = site.ask(POSITION);
            insert(load, ROWS, 5_000);
            watching.wrote(5_000);

            Map<String, Object> block = watching.end();

            double bytesARow = (site.ask(POSITION) - before) / 5_000.0;
            assertThat(number(block, "written_rows")).isEqualTo(5_000);
            assertThat(number(block, "wal_bytes_per_row")).isCloseTo(bytesARow, within(bytesARow * 0.02));
        }
    }

    @Test
    void withoutAStartThereAreNoFiguresARow() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder);
                Connection load = site.connect("load")) {
            insert(load, 0, 100);
            watching.wrote(100);

            assertThat(watching.end()).containsKey("wal_bytes").doesNotContainKeys("wal_bytes_per_row", "written_rows");
        }
    }

    @Test
    void aRoleWithoutPgMonitorGetsWhatItMaySeeAndALineOnTheRest() throws Exception {
        Credentials plain = Credentials.generate("a plain role");
        site.asAdmin("create role \"a plain role\" login password '" + plain.password() + "'");
        try (Connection load = site.connect("pgsurge-load%20abcdef%20a%20run")) {
            try (Watching watching = Watching.rarely(site.dsn(plain), folder)) {
                watching.monitor.loadBegins();
                insert(load, 0, 5_000);
                watching.wrote(5_000);
                Map<String, Object> block = watching.end();

                assertThat(watching.lines)
                        .singleElement()
                        .asString()
                        .startsWith("PostgreSQL Monitor: role a plain role does not see what")
                        .endsWith("GRANT pg_monitor TO \"a plain role\"");
                assertThat(number(block, "backends_max")).isEqualTo(1);
                assertThat(number(block, "load_backends_max")).isEqualTo(1);
                assertThat(number(block, "wal_bytes_per_row")).isGreaterThan(300);
                assertThat(number(block, "cpu_s")).isNotNegative();
                assertThat(block)
                        .containsKeys(
                                "transactions",
                                "wal_records",
                                "checkpoints_timed",
                                "blocks_written",
                                "table_bytes",
                                "deadlocks")
                        .doesNotContainKey("replication_lag_bytes_max");
                assertThat(watching.gauge("pg_stat_activity_backends")).containsEntry("state=hidden", 1.0);
            }
            site.asAdmin("grant pg_monitor to \"a plain role\"");
            try (Watching watching = Watching.rarely(site.dsn(plain), folder)) {
                assertThat(watching.lines).isEmpty();
                assertThat(watching.gauge("pg_stat_activity_backends")).containsOnlyKeys("state=idle");
            }
            try (Watching watching = Watching.rarely(site.adminDsn(), folder)) {
                assertThat(watching.lines).isEmpty();
            }
        } finally {
            site.asAdmin("drop role \"a plain role\"");
        }
    }

    @Test
    void aResetOfCountersMakesNoFigureNegativeAndIsSaid() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder);
                Connection load = site.connect("load")) {
            insert(load, 0, 5_000);
            watching.monitor.loadBegins();
            site.asAdmin("select pg_stat_reset()", "select pg_stat_reset_shared('wal')");
            insert(load, 5_000, 1_000);
            Map<String, Object> block = watching.end();

            assertThat(block.get("reset").toString()).contains("pg_stat_wal", "pg_stat_database");
            block.values().stream().filter(Number.class::isInstance).forEach(figure -> assertThat(
                            ((Number) figure).doubleValue())
                    .isNotNegative());
            assertThat(watching.monitor.remarks())
                    .anySatisfy(line -> assertThat(line).startsWith("Counters of PostgreSQL were reset"));
        }
    }

    @Test
    void theMonitorReadsOnly() throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder)) {
            assertThat(watching.readings()).hasSize(1);
            assertThat(site.ask("select count(*) from pg_stat_activity where application_name ~"
                            + " '^pgsurge-monitor [0-9a-z]{6} agent run$'"))
                    .isEqualTo(1);
        }
        awaitEndOf("pgsurge-monitor");
    }
}
