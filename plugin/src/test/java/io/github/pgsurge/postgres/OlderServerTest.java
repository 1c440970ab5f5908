package io.github.pgsurge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the PostgreSQL of the machine's distribution, where it has one; else nothing is tested here. */
class OlderServerTest {
    private static final List<String> FIELDS = List.of(
            "backends_max",
            "backends_active_max",
            "locks_waiting_max",
            "transactions",
            "deadlocks",
            "temp_bytes",
            "wal_bytes",
            "checkpoints_timed",
            "checkpoints_requested",
            "blocks_written",
            "table_bytes",
            "index_bytes",
            "dead_rows",
            "autovacuums",
            "standbys",
            "cpu_s",
            "wal_bytes_per_row",
            "blocks_written_per_row",
            "cpu_us_per_row");

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16})
    void everyFigureIsThere(int major, @TempDir Path folder) throws Exception {
        Optional<Site> installed = Site.debian(major, Site.STATEMENTS);
        assumeTrue(installed.isPresent(), "no PostgreSQL " + major + " on this machine");
        try (Site site = installed.get();
                Connection load = site.connect("load");
                Statement statement = load.createStatement()) {
            site.asAdmin("create extension pg_stat_statements");
            statement.execute("create table load_test_data (id bigint primary key, data text)");
            try (Watching watching = Watching.rarely(site.dsn(), folder)) {
                watching.watch.loadBegins();
                statement.execute(
                        "insert into load_test_data select i, repeat('x', 500) from generate_series(1, 5000) i");
                watching.wrote(5_000);
                Map<String, Object> block = watching.end();

                assertThat(block).containsKeys(FIELDS.toArray(new String[0]));
                assertThat(block.containsKey("wal_fpi")).isEqualTo(major >= 14);
                assertThat((Double) block.get("wal_bytes_per_row")).isBetween(500.0, 2_000.0);
                assertThat(block.get("statements").toString()).contains("insert into load_test_data");
                assertThat(((Map<?, ?>) block.get("settings"))
                                .get("server_version")
                                .toString())
                        .startsWith(Integer.toString(major));
                assertThat(watching.lines).singleElement().asString().endsWith("GRANT pg_monitor TO pgsurge");
            }
        }
    }
}
