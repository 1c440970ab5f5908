package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.FreePorts;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both monitors beside a load through PgBouncer, with Prometheus scraping. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MonitorsIT {
    /** The section "Prometheus Queries for Monitoring" of the document that the metrics' names come from. */
    private static final List<String> QUERIES = List.of(
            "sum(pgbouncer_pools_sv_active{namespace=\"nova\"})",
            "sum(pgbouncer_pools_cl_active{namespace=\"nova\"})",
            "sum(pgbouncer_pools_cl_active{namespace=\"nova\"}) / sum(pgbouncer_pools_sv_active{namespace=\"nova\"})",
            "rate(pgbouncer_stats_total_query_count{namespace=\"nova\"}[1m])",
            "pgbouncer_stats_avg_query_time{namespace=\"nova\"} / 1000000",
            "pg_stat_activity_count{namespace=\"nova\",datname=\"nova\"}",
            "pgbouncer_pools_sv_active / pgbouncer_pools_max_connections");

    private static final TestPostgres SERVER = TestPostgres.shared();

    private static TestPgbouncer pgbouncer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        admin("CREATE DATABASE nova");
        pgbouncer = TestPgbouncer.start(SERVER, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        pgbouncer.close();
        admin("DROP DATABASE nova");
    }

    private static void admin(String sql) throws SQLException {
        try (Connection connection = SERVER.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Launch run(String plan) throws Exception {
        return Launch.pgsurge(folder, "run", plan)
                .on(SERVER)
                .with("DB_PORT", Integer.toString(pgbouncer.port()))
                .with("GUARD_HOST", SERVER.host())
                .with("GUARD_PORT", Integer.toString(SERVER.port()))
                .with("PGBOUNCER_HOST", "127.0.0.1")
                .with("PGBOUNCER_PORT", Integer.toString(pgbouncer.port()))
                .with("PGBOUNCER_ADMIN_USER", SERVER.user())
                .with("PGBOUNCER_ADMIN_PASSWORD", SERVER.password());
    }

    @Test
    void theAlertsAreRulesThatPrometheusTakes() throws Exception {
        Path alerts = Launch.plan("baseline").getParent().resolveSibling("docker/monitoring/alerts.yml");
        Process promtool = new ProcessBuilder("promtool", "check", "rules", alerts.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains("3 rules found");
    }

    /** The answer of {@code promtool query instant}; empty when it finds nothing. */
    private static String answer(PrometheusServer prometheus, String query) throws Exception {
        Process promtool = new ProcessBuilder("promtool", "query", "instant", prometheus.url(), query)
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void everyQueryOfOldFindsData() throws Exception {
        int port = FreePorts.tcp();
        long before = pgbouncer.queries();
        try (PrometheusServer prometheus = PrometheusServer.scraping(folder, port);
                PgsurgeProcess run = run("pooler-canary")
                        .with("CONCURRENT_WRITERS", "6")
                        .with("TEST_RUN_DURATION", "60s")
                        .with("THINK_TIME", "0")
                        .arguments("--prometheus", Integer.toString(port))
                        .start()) {
            for (String query : QUERIES) {
                await(query).until(() -> !answer(prometheus, query).isEmpty());
            }
            assertThat(answer(prometheus, "pgbouncer_pools_max_connections{user=\"" + SERVER.user() + "\"}"))
                    .as("the pool size, as there is no max_db_connections")
                    .contains("=> 2 @");
            run.signalAll("INT");
            run.awaitEnd();
            RunResult result = run.result();
            assertThat(pgbouncer.queries() - before)
                    .as("nobody else asked anything")
                    .isEqualTo(
                            PlainValues.of(result.findings()).get("connections").get("round_trips"));
            Map<String, Object> pooler = PlainValues.of(result.findings()).get("pgbouncer");
            assertThat(pooler).containsEntry("restarts", 0L).containsEntry("pool_size", 2L);
            assertThat(((Number) pooler.get("queries_total")).longValue())
                    .isBetween(100L, pgbouncer.queries() - before);
            assertThat(PlainNumbers.of(result))
                    .contains("postgres.window_s", "pgbouncer.watched_s", "client.threads_peak", "canary.checks")
                    .allMatch(PlainNumbers::canBeRuledOn);
            assertThat(Files.readAllLines(run.runDirectory().resolve("server.jsonl")))
                    .anyMatch(line -> line.contains("\"source\":\"pgbouncer\""))
                    .anyMatch(line -> line.contains("\"source\":\"postgres\""));
        }
    }
}
