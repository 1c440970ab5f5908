package io.github.pgsurge.postgres;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pgsurge.testing.TakesLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On servers of every major version but that of all other tests; the build has put their programs into a folder. */
@TakesLong
class ServerVersionsTest {
    private static final Path JARS = Path.of("target", "postgres-binaries");
    private static final String[] SETTINGS = {"autovacuum=off", "fsync=off"};
    private static final int ROWS = 10_000;
    private static final int STATEMENTS = 100;
    private static final int FIRST_WITH_WAL_STATISTICS = 14;
    private static final int FIRST_WITH_IO_BY_PROCESS = 16;
    private static final String LOADING =
            "select count(*) from pg_stat_activity where application_name like 'pgsurge-load%'";
    private static final String POSITION = "select pg_current_wal_lsn() - '0/0'";

    /** Those that every version gives for such a load. */
    private static final List<String> FIELDS = List.of(
            "window_s",
            "backends_max",
            "backends_active_max",
            "load_backends_max",
            "locks_waiting_max",
            "transactions",
            "rollbacks",
            "deadlocks",
            "temp_files",
            "temp_bytes",
            "cache_hit_ratio",
            "wal_bytes",
            "checkpoints_timed",
            "checkpoints_requested",
            "blocks_written",
            "table_bytes",
            "index_bytes",
            "live_rows",
            "dead_rows",
            "autovacuums",
            "standbys",
            "cpu_s",
            "cpu_share",
            "written_rows",
            "wal_bytes_per_row",
            "blocks_written_per_row",
            "cpu_us_per_row",
            "waits",
            "blocks_written_by",
            "applications_at_end",
            "server",
            "database",
            "settings");

    private static final SortedMap<Integer, Future<Site>> SITES = new TreeMap<>();

    @BeforeAll
    static void startAll() throws IOException {
        // two at a time: unpacking one is one thread's work
        ExecutorService starters = Executors.newFixedThreadPool(2);
        try (Stream<Path> jars = Files.list(JARS)) {
            jars.sorted().forEach(jar -> SITES.put(major(jar), starters.submit(() -> Site.of(jar, SETTINGS))));
        } finally {
            starters.shutdown();
        }
    }

    @AfterAll
    static void stopAll() throws Exception {
        for (Future<Site> site : SITES.values()) {
            site.get().close();
        }
    }

    private static int major(Path jar) {
        return Integer.parseInt(jar.getFileName().toString().replace(".jar", ""));
    }

    static Set<Integer> majors() {
        return SITES.keySet();
    }

    @Test
    void theOldestAndTheNewestAreAmongThem() {
        assertThat(majors()).contains(12, 14, 16, 18);
    }

    @ParameterizedTest
    @MethodSource("majors")
    void everyFigureThatTheVersionHasIsThere(int major, @TempDir Path folder) throws Exception {
        Map<String, Object> block = watched(major, SITES.get(major).get(), folder);

        assertThat(block).doesNotContainKey("statements");
    }

    /** zonky's archives are without pg_stat_statements. */
    @Test
    void statementsOfAnOlderServerAreThere(@TempDir Path folder) throws Exception {
        Optional<Site> installed = Site.debian(15, Site.STATEMENTS, "autovacuum=off");
        assumeTrue(installed.isPresent(), "no PostgreSQL 15 of a Debian on this machine");
        try (Site site = installed.get()) {
            site.asAdmin("create extension pg_stat_statements");
            Map<String, Object> block = watched(15, site, folder);

            assertThat(block.get("statements").toString()).contains("insert into load_test_data");
        }
    }

    /** The block of a load that a server of this version was watched under; its figures are as they must be. */
    private static Map<String, Object> watched(int major, Site site, Path folder) throws Exception {
        try (Watching watching = Watching.rarely(site.dsn(), folder)) {
            double bytesARow;
            try (Connection load = site.connect("pgsurge-load%20abcdef%20a%20run");
                    Statement statement = load.createStatement()) {
                statement.execute("create table load_test_data (id bigint primary key, data text)");
                long before = site.ask(POSITION);
                watching.monitor.loadBegins();
                insert(statement, 0);
                // so that blocks are written, and the first change of a page is in the WAL as a full page
                site.asAdmin("checkpoint");
                insert(statement, ROWS / 2);
                watching.wrote(ROWS);
                watching.second(true);
                bytesARow = (double) (site.ask(POSITION) - before) / ROWS;
            }
            await("the load's session is gone").until(() -> site.ask(LOADING) == 0);
            Map<String, Object> block = watching.block();

            Set<String> fields = new TreeSet<>(block.keySet());
            fields.remove("statements");
            assertThat(fields).isEqualTo(fields(major));
            assertThat(bytesARow).isBetween(500.0, 2_000.0);
            assertThat(number(block, "wal_bytes_per_row")).isCloseTo(bytesARow, within(bytesARow * 0.02));
            assertThat(number(block, "written_rows")).isEqualTo(ROWS);
            assertThat(number(block, "transactions")).isBetween((double) STATEMENTS, STATEMENTS * 3.0);
            assertThat(number(block, "checkpoints_requested")).isEqualTo(1);
            assertThat(number(block, "table_bytes")).isGreaterThan(ROWS * 500.0);
            assertThat(number(block, "index_bytes")).isGreaterThan(ROWS * 16.0);
            assertThat(number(block, "blocks_written")).isGreaterThan(ROWS * 500.0 / 8_192 / 2);
            assertThat(number(block, "live_rows")).isEqualTo(ROWS);
            assertThat(number(block, "cpu_us_per_row")).isPositive();
            assertThat(((Map<?, ?>) block.get("blocks_written_by")).keySet())
                    .isEqualTo(
                            Set.of("checkpointer", major >= FIRST_WITH_IO_BY_PROCESS ? "client_backend" : "backends"));
            if (major >= FIRST_WITH_WAL_STATISTICS) {
                assertThat(number(block, "wal_fpi")).isPositive();
                assertThat(number(block, "wal_records")).isGreaterThanOrEqualTo(2.0 * ROWS);
            }
            assertThat(((Map<?, ?>) block.get("settings")).get("server_version").toString())
                    .startsWith(major + ".");
            assertThat(watching.lines).singleElement().asString().endsWith("GRANT pg_monitor TO pgsurge");
            return block;
        }
    }

    private static Set<String> fields(int major) {
        Set<String> fields = new TreeSet<>(FIELDS);
        if (major >= FIRST_WITH_WAL_STATISTICS) {
            fields.addAll(List.of("wal_records", "wal_fpi", "wal_fpi_per_row"));
        }
        return fields;
    }

    private static double number(Map<String, Object> block, String field) {
        return ((Number) block.get(field)).doubleValue();
    }

    private static void insert(Statement statement, int from) throws SQLException {
        int rows = ROWS / STATEMENTS;
        for (int i = from; i < from + ROWS / 2; i += rows) {
            statement.execute("insert into load_test_data select i, repeat('x', 500) from generate_series(" + i + ", "
                    + (i + rows - 1) + ") i");
        }
    }
}
