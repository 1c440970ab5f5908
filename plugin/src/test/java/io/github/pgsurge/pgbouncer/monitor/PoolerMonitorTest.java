package io.github.pgsurge.pgbouncer.monitor;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pgsurge.dsn.HostPort;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.MonitorLog;
import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The monitor on a real PgBouncer, in good days and bad. */
class PoolerMonitorTest {
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Snapshot NOTHING = new Snapshot(Instant.EPOCH, Instant.EPOCH, 0, new TreeMap<>());
    private static final Snapshot A_SECOND =
            new Snapshot(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 0, new TreeMap<>());

    private static TestPostgres server;

    @TempDir
    private Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private MonitorLog readings;

    @BeforeAll
    static void startServer() {
        server = TestPostgres.shared();
    }

    @BeforeEach
    void openReadings() {
        readings = new MonitorLog(folder.resolve("server.jsonl"));
        open.add(readings);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private TestPgbouncer pooler(Map<String, String> settings) throws Exception {
        TestPgbouncer started = TestPgbouncer.start(server, settings);
        open.add(started);
        return started;
    }

    private static ConsoleAddress address(TestPgbouncer pgbouncer) {
        return new ConsoleAddress.Tcp(new HostPort("127.0.0.1", pgbouncer.port()));
    }

    private static ConsoleOptions options(String password) {
        return ConsoleOptions.plain(server.user(), Secret.of(password), TIMEOUT);
    }

    private PoolerMonitor begun(Duration interval, Duration warmup, String password, TestPgbouncer... poolers) {
        PoolerMonitor monitor = new PoolerMonitor(
                new ConsoleSettings(
                        List.of(poolers).stream()
                                .map(PoolerMonitorTest::address)
                                .toList(),
                        options(password)),
                interval,
                "nova");
        open.add(monitor);
        monitor.begin(new RunObserver.Surroundings(readings, Optional.empty(), warmup, said::add));
        return monitor;
    }

    private PoolerMonitor begun(Duration interval, TestPgbouncer... poolers) {
        return begun(interval, Duration.ZERO, server.password(), poolers);
    }

    private static void end(PoolerMonitor monitor) {
        second(monitor, NOTHING, true);
    }

    private static void second(PoolerMonitor monitor, Snapshot interval, boolean last) {
        monitor.observe(new RunObserver.Moment(
                Duration.ofSeconds(1), interval, () -> interval, 1, Findings.NONE, List.of(), last));
    }

    private static Map<String, Object> block(PoolerMonitor monitor) {
        return PlainValues.of(monitor.findings().block("pgbouncer"));
    }

    private static long number(PoolerMonitor monitor, String field) {
        return block(monitor).get(field) instanceof Number number ? number.longValue() : -1;
    }

    private static double figure(PoolerMonitor monitor, String field) {
        return ((Number) block(monitor).get(field)).doubleValue();
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("server.jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static Connection connect(TestPgbouncer pgbouncer) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pgbouncer.port() + "/" + server.database()
                        + "?prepareThreshold=0&preferQueryMode=simple",
                server.user(),
                server.password());
    }

    private static void queries(Connection connection, int count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.execute("SELECT 1");
            }
        }
    }

    private static void admin(TestPgbouncer pgbouncer, String command) throws ConsoleException {
        try (AdminConsole console = pgbouncer.console()) {
            console.query(command);
        }
    }

    @Test
    void countsWhatWentThroughBetweenTheFirstAndTheLastReading() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of("default_pool_size", "3"));
        try (Connection connection = connect(pgbouncer);
                Connection other = connect(pgbouncer)) {
            queries(connection, 5);
            PoolerMonitor monitor = begun(NEVER, pgbouncer);
            queries(connection, 20);
            connection.setAutoCommit(false);
            queries(connection, 10);
            queries(other, 1);
            end(monitor);

            // BEGIN goes with the first of the ten
            assertThat(block(monitor).get("queries")).isEqualTo(Map.of(server.database(), 31L));
            assertThat(number(monitor, "queries_total")).isEqualTo(31);
            assertThat(number(monitor, "transactions")).isEqualTo(22);
            assertThat(number(monitor, "sv_active_max")).isEqualTo(1);
            assertThat(number(monitor, "cl_active_max")).isEqualTo(2);
            assertThat(number(monitor, "cl_waiting_max")).isZero();
            assertThat(number(monitor, "pool_size")).isEqualTo(3);
            assertThat(figure(monitor, "pool_use_max")).isCloseTo(1 / 3.0, within(1e-9));
            assertThat(number(monitor, "server_connections_max")).isEqualTo(2);
            assertThat(number(monitor, "restarts")).isZero();
            assertThat(figure(monitor, "wait_share")).isBetween(0.0, 1.0);
            assertThat(figure(monitor, "queries_per_s") * figure(monitor, "watched_s"))
                    .isCloseTo(31, within(1e-6));
            assertThat(figure(monitor, "multiplexing_seed")).isEqualTo(2);
            assertThat(block(monitor)).doesNotContainKeys("server_assignments", "server_parses_per_bind");
            assertThat(monitor.doubt()).isEmpty();
            assertThat(monitor.remarks())
                    .singleElement()
                    .asString()
                    .startsWith("PgBouncer 1.")
                    .contains(" at 127.0.0.1:" + pgbouncer.port() + ": 31 queries (")
                    .contains("at most 0 waiting, 2 of 3 server connections open, 1 busy when looked at");
            assertThat(lines()).hasSize(2).last().satisfies(line -> {
                assertThat(line.get("source").asText()).isEqualTo("pgbouncer");
                assertThat(line.get("server").asText()).isEqualTo("127.0.0.1:" + pgbouncer.port());
                assertThat(line.get("sv_active").asInt()).isEqualTo(1);
                assertThat(line.get("queries_per_s").asDouble()).isPositive();
            });
            assertThat(said).isEmpty();
        }
    }

    @Test
    void aRestartIsSaidOnceAndMakesNoNegativeRate() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(OFTEN, pgbouncer);
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 50);
        }
        long before = pgbouncer.queries();
        await("the first queries are seen").until(() -> number(monitor, "queries_total") == before);
        pgbouncer.restart();
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 70);
            await("the restart is seen").until(() -> number(monitor, "restarts") == 1);
            long after = pgbouncer.queries();
            end(monitor);
            assertThat(number(monitor, "queries_total"))
                    .isEqualTo(before + after)
                    .isGreaterThanOrEqualTo(120);
        }
        assertThat(said).filteredOn(line -> line.contains("started anew")).hasSize(1);
        assertThat(lines()).allSatisfy(line -> {
            if (line.has("queries_per_s")) {
                assertThat(line.get("queries_per_s").asDouble()).isNotNegative();
                assertThat(line.get("received_bytes_per_s").asDouble()).isNotNegative();
            }
        });
        assertThat(lines().stream().filter(line -> line.path("restarted").asBoolean()))
                .hasSize(1);
        assertThat(monitor.remarks()).singleElement().asString().endsWith("restarted once");
    }

    @Test
    void aPauseShowsAsWaiting() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(OFTEN, pgbouncer);
        long begin = System.nanoTime();
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 10);
            double elseMillis = (System.nanoTime() - begin) / 1e6;
            admin(pgbouncer, "PAUSE " + server.database());
            CompletableFuture<Void> held = CompletableFuture.runAsync(() -> {
                try {
                    queries(connection, 1);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await("the client is seen waiting, for longer than all else took")
                    .until(() -> block(monitor).get("maxwait_ms") instanceof Double millis
                            && millis > Math.max(100, 3 * elseMillis));
            admin(pgbouncer, "RESUME " + server.database());
            held.get(10, java.util.concurrent.TimeUnit.SECONDS);
            end(monitor);
        }
        assertThat(number(monitor, "cl_waiting_max")).isEqualTo(1);
        assertThat(figure(monitor, "cl_waiting_s")).isPositive();
        assertThat(figure(monitor, "wait_per_query_ms")).isGreaterThan(100 / 12.0);
        assertThat(figure(monitor, "wait_share")).isBetween(0.5, 1.0);
        assertThat(number(monitor, "restarts")).isZero();
        assertThat(lines()).anyMatch(line -> line.get("paused").asBoolean());
        assertThat(lines().get(lines().size() - 1).get("paused").asBoolean()).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void aReloadChangesNothing() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(NEVER, pgbouncer);
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 3);
            admin(pgbouncer, "RELOAD");
            queries(connection, 4);
            long all = pgbouncer.queries();
            end(monitor);
            assertThat(number(monitor, "queries_total")).isEqualTo(all).isGreaterThanOrEqualTo(7);
        }
        assertThat(number(monitor, "restarts")).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void aWrongPasswordIsSaidOnceAndDisturbsNobody() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(OFTEN, Duration.ZERO, "not-this", pgbouncer);
        await("several attempts")
                .until(() -> Files.readString(pgbouncer.file("log")).split("authentication failed", -1).length > 3);
        end(monitor);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("PgBouncer 127.0.0.1:" + pgbouncer.port() + ": ")
                .contains("SASL authentication failed")
                .endsWith("; the run goes on, and so do the attempts")
                .doesNotContain("not-this");
        assertThat(monitor.findings()).isEqualTo(Findings.NONE);
        assertThat(monitor.remarks()).isEmpty();
        assertThat(monitor.doubt()).isEmpty();
    }

    @Test
    void aConsoleThatComesLateIsWatchedFromThenOn() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        pgbouncer.stop();
        PoolerMonitor monitor = begun(OFTEN, pgbouncer);
        assertThat(said).singleElement().asString().contains("cannot be reached: Connection refused");
        pgbouncer.restart();
        await("it answers").until(() -> said.size() == 2);
        assertThat(said).last().isEqualTo("PgBouncer 127.0.0.1:" + pgbouncer.port() + ": answers again");
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 6);
            end(monitor);
        }
        assertThat(number(monitor, "queries_total")).isGreaterThanOrEqualTo(6);
        assertThat(number(monitor, "restarts")).isZero();
    }

    @Test
    void itGoesOnWithWhatItHasWhenPgbouncerIsGoneAtTheEnd() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(OFTEN, pgbouncer);
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 9);
        }
        long all = pgbouncer.queries();
        await("the queries are seen").until(() -> number(monitor, "queries_total") == all);
        pgbouncer.stop();
        end(monitor);
        assertThat(number(monitor, "queries_total")).isEqualTo(all);
        assertThat(said).singleElement().asString().contains("Connection refused");
    }

    @Test
    void aStatsUserWillDo() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of("admin_users", "somebody_else", "stats_users", server.user()));
        PoolerMonitor monitor = begun(NEVER, pgbouncer);
        try (Connection connection = connect(pgbouncer)) {
            queries(connection, 4);
            end(monitor);
        }
        assertThat(number(monitor, "queries_total")).isGreaterThanOrEqualTo(4);
        assertThat(said).isEmpty();
    }

    @Test
    void theWarmUpIsNoPartOfTheFigures() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        try (Connection connection = connect(pgbouncer)) {
            PoolerMonitor monitor = begun(NEVER, Duration.ofMillis(1), server.password(), pgbouncer);
            queries(connection, 40);
            // however long it takes to prepare the table
            second(monitor, NOTHING, false);
            second(monitor, A_SECOND, false);
            await("the first measured second is seen").until(() -> lines().size() == 2);
            queries(connection, 5);
            second(monitor, A_SECOND, false);
            end(monitor);
            assertThat(number(monitor, "queries_total")).isEqualTo(5);
            assertThat(lines()).hasSize(3);
        }
    }

    @Test
    void aPoolerThatNothingWentThroughIsAReasonForDoubt() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(NEVER, pgbouncer);
        end(monitor);
        assertThat(monitor.doubt())
                .hasValue("not one query went through PgBouncer at 127.0.0.1:" + pgbouncer.port()
                        + ": the load went elsewhere");
        assertThat(number(monitor, "queries_total")).isZero();
    }

    @Test
    void severalProcessesAreKeptApartAndSummed() throws Exception {
        TestPgbouncer one = pooler(Map.of());
        TestPgbouncer two = pooler(Map.of("default_pool_size", "5"));
        PoolerMonitor monitor = begun(NEVER, one, two);
        try (Connection first = connect(one);
                Connection second = connect(two)) {
            queries(first, 10);
            queries(second, 30);
            long all = one.queries() + two.queries();
            end(monitor);
            assertThat(number(monitor, "queries_total")).isEqualTo(all);
            assertThat(number(monitor, "pool_size")).isEqualTo(7);
            assertThat(number(monitor, "cl_active_max")).isEqualTo(2);
            Map<?, ?> servers = (Map<?, ?>) block(monitor).get("servers");
            assertThat(((Map<?, ?>) servers.get("127.0.0.1:" + two.port())).get("queries_total"))
                    .isEqualTo(two.queries());
            assertThat(monitor.remarks()).hasSize(2);
        }
    }

    @Test
    @org.junit.jupiter.api.condition.EnabledOnOs(org.junit.jupiter.api.condition.OS.LINUX)
    void theCpuOfAPoolerOnThisMachineIsMeasured() throws Exception {
        TestPgbouncer pgbouncer = pooler(Map.of());
        PoolerMonitor monitor = begun(OFTEN, pgbouncer);
        try (Connection connection = connect(pgbouncer)) {
            Duration before = ProcessHandle.of(pgbouncer.pid())
                    .orElseThrow()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow();
            await("it has worked").until(() -> {
                queries(connection, 500);
                return block(monitor).get("cpu_s") instanceof Double seconds && seconds >= 0.05;
            });
            end(monitor);
            Duration after = ProcessHandle.of(pgbouncer.pid())
                    .orElseThrow()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow();
            assertThat(figure(monitor, "cpu_s")).isCloseTo(after.minus(before).toMillis() / 1e3, within(0.05));
            assertThat(figure(monitor, "cpu_share"))
                    .isCloseTo(figure(monitor, "cpu_s") / figure(monitor, "watched_s"), within(1e-9));
        }
    }
}
