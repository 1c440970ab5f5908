package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.pgsurge.evidence.PlainValues;
import io.github.pgsurge.evidence.SampleFigure;
import io.github.pgsurge.jmeter.elements.Field;
import io.github.pgsurge.jmeter.elements.PostgresMonitor;
import io.github.pgsurge.report.RunResult;
import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL Monitor in a plan, on a server that only this plan loads. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PostgresMonitorIT {
    private static final String POSITION = "select (pg_current_wal_lsn() - '0/0')::bigint";
    private static final String RECORDER = "<io.github.pgsurge.jmeter.elements.RunRecorder ";

    @RegisterExtension
    static final OwnPostgres postgres =
            OwnPostgres.with("max_connections=40", "autovacuum=off", "checkpoint_timeout=1h");

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws SQLException {
        postgres.look().sql("grant pg_monitor to " + postgres.server().user());
    }

    /** The plan with a monitor before its recorder, where a listener may stand. */
    private Path monitored(Path original) throws IOException {
        StringBuilder monitor = new StringBuilder(
                "<io.github.pgsurge.jmeter.elements.PostgresMonitor"
                        + " guiclass=\"io.github.pgsurge.jmeter.gui.PostgresMonitorGui\""
                        + " testclass=\"io.github.pgsurge.jmeter.elements.PostgresMonitor\" testname=\"PostgreSQL Monitor\">\n");
        for (Field field : PostgresMonitor.FIELDS) {
            if (field.look() != Field.Look.HEADING) {
                monitor.append("<stringProp name=\"" + field.property() + "\">" + field.fallback() + "</stringProp>\n");
            }
        }
        monitor.append("</io.github.pgsurge.jmeter.elements.PostgresMonitor>\n<hashTree/>\n");
        String plan = Files.readString(original);
        assertThat(plan).containsOnlyOnce(RECORDER);
        return Files.writeString(folder.resolve("monitored.jmx"), plan.replace(RECORDER, monitor + RECORDER));
    }

    private static double number(Map<String, Object> block, String field) {
        assertThat(block).containsKey(field);
        return ((Number) block.get(field)).doubleValue();
    }

    @Test
    void walBytesARowAgreeWithTheServersOwnPosition() throws Exception {
        Launch.jmeter(Files.createDirectories(folder.resolve("first")), Launch.plan("write-load"))
                .on(postgres.server())
                .with("TABLE_NAME", "walled")
                .with("INSERT_BATCHES", "1")
                .run()
                .exited(0);
        long before = postgres.look().number(POSITION);
        long rowsBefore = postgres.look().number("select count(*) from walled");

        PgsurgeProcess run = Launch.jmeter(folder, Launch.plan("write-load"))
                .on(postgres.server())
                .with("TABLE_NAME", "walled")
                .with("INSERT_PERCENT", "100")
                .with("UPDATE_PERCENT", "0")
                .with("BATCH_SIZE", "100")
                .with("INSERT_BATCHES", "400")
                .with("TEST_RUN_DURATION", "60s")
                .withRules("postgres.wal_bytes_per_row < 100000", "postgres.deadlocks == 0", "connections.max == 3")
                .run()
                .exited(0);

        long rows = postgres.look().number("select count(*) from walled") - rowsBefore;
        double bytesARow = (double) (postgres.look().number(POSITION) - before) / rows;
        Map<String, Object> block = PlainValues.of(run.result().findings()).get("postgres");
        assertThat(rows).isEqualTo(40_000);
        assertThat(number(block, "written_rows")).isEqualTo((double) rows);
        assertThat(number(block, "wal_bytes_per_row")).isCloseTo(bytesARow, within(bytesARow * 0.02));
        assertThat(number(block, "load_backends_max")).isBetween(1.0, 3.0);
        assertThat(number(block, "transactions")).isBetween(400.0, 600.0);
        assertThat(run.out()).contains("bytes of WAL a row").doesNotContain("PostgreSQL Monitor: ");
        try (var directories = Files.list(folder.resolve("results"))) {
            for (Path directory : directories.toList()) {
                assertThat(Files.readString(directory.resolve("server.jsonl")))
                        .contains("\"source\":\"postgres\"", "\"wal_position_bytes\"");
            }
        }
    }

    @Test
    void theControllerOfAgentsWatches() throws Exception {
        int port = FreePorts.tcp();
        Path agentFolder = Files.createDirectories(folder.resolve("agent"));
        // 40 - 3 for superusers - this test's look - the agent's control connection - the monitor - 5 to stay free
        try (PgsurgeProcess agent = Launch.agent(agentFolder, port)
                .on(postgres.server())
                .with("DB_MAX_OPEN_CONNS", "29")
                .start()) {
            agent.awaitOutput("Created remote object");

            RunResult result = Launch.jmeter(
                            folder,
                            Launch.plan("write-load"),
                            "-R",
                            "127.0.0.1:" + port,
                            "-Jserver.rmi.ssl.disable=true")
                    .on(postgres.server())
                    .with("TABLE_NAME", "of_agents")
                    .with("TEST_RUN_DURATION", "5s")
                    .run()
                    .exited(0)
                    .result();

            Map<String, Object> block = PlainValues.of(result.findings()).get("postgres");
            long rows = result.labels().get("insert").whole(SampleFigure.ROWS).orElseThrow()
                    + result.labels().get("update").whole(SampleFigure.ROWS).orElseThrow();
            // what was written in the first second of the load is no part of it
            assertThat(number(block, "written_rows")).isBetween(1.0, (double) (rows - 1));
            assertThat(number(block, "wal_bytes_per_row")).isBetween(50.0, 5_000.0);
            assertThat(agent.output()).doesNotContain("guard:");
        }
    }

    @Test
    void twoOfThemAreRefused() throws Exception {
        PgsurgeProcess run = Launch.jmeter(folder, monitored(Launch.plan("write-load")))
                .on(postgres.server())
                .run()
                .exited(2);
        assertThat(run.err()).contains("the plan has two monitors of one kind");
    }

    @Test
    void withoutAHostItSaysThatNothingIsWatched() throws Exception {
        PgsurgeProcess run = Launch.jmeter(folder, monitored(Launch.fixture("java-requests")))
                .with("TEST_RUN_DURATION", "1s")
                .withRules("count > 0")
                .run()
                .exited(0);
        assertThat(run.out().lines())
                .filteredOn(line -> line.contains("PostgreSQL is not watched"))
                .hasSize(1);
        assertThat(PlainValues.of(run.result().findings())).doesNotContainKey("postgres");
    }
}
