package io.github.pgsurge.pgbouncer.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.testing.TestPgbouncer;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every version's columns, as its source has them; 1.18 also as it really is. */
class ConsoleVersionsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static int minor(String version) {
        return Integer.parseInt(version.substring(2));
    }

    private static OptionalLong since(String version, int minor, long value) {
        return minor(version) >= minor ? OptionalLong.of(value) : OptionalLong.empty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.24",
                "1.25"
            })
    void readsEveryVersionByTheNamesOfItsColumns(String version) throws Exception {
        Transcript transcript = Transcript.of(version);
        try (FakeConsole fake = FakeConsole.of(() -> transcript);
                AdminConsole console =
                        AdminConsole.connect(fake.address(), ConsoleOptions.plain("stats", Secret.NONE, TIMEOUT))) {
            assertThat(console.version()).startsWith(version + ".");
            assertThat(console.pools()).hasSize(2).first().satisfies(pool -> {
                assertThat(pool.database()).isEqualTo("app");
                assertThat(pool.user()).isEqualTo("alice");
                assertThat(List.of(pool.clActive(), pool.clWaiting())).containsExactly(12L, 3L);
                assertThat(pool.svCancel()).isEqualTo(minor(version) >= 18 ? 2 : 0);
                assertThat(List.of(pool.svActive(), pool.svIdle(), pool.svUsed(), pool.svTested(), pool.svLogin()))
                        .containsExactly(4L, 2L, 1L, 0L, 1L);
                assertThat(pool.servers()).isEqualTo(minor(version) >= 18 ? 10 : 8);
                assertThat(pool.maxWait()).isEqualTo(Duration.ofMillis(1_250));
            });
            StatsReading stats = console.stats().get("app");
            assertThat(stats.averageQueryMicros()).hasValue(2_000);
            checkTotals(version, stats.totals());
            checkTotals(version, console.statsTotals().get("app").totals());
            assertThat(console.queryCounts()).isEqualTo(Map.of("app", 3_000L, "pgbouncer", 17L));
            assertThat(console.databases())
                    .first()
                    .isEqualTo(new DatabaseReading(
                            "app", OptionalLong.of(20), Optional.empty(), OptionalLong.of(50), false));
            assertThat(console.databases().get(1).maxConnections()).isEmpty();
            assertThat(console.config())
                    .containsEntry("pool_mode", "transaction")
                    .hasSize(4);
            assertThat(console.lists()).containsEntry("used_clients", 15L).containsEntry("used_servers", 10L);
            assertThat(console.state().get("paused")).isEqualTo(minor(version) >= 19 ? "no" : null);
            assertThat(console.clients())
                    .singleElement()
                    .extracting(client -> client.identity().pointer())
                    .isEqualTo("0x5581c0de0010");
            assertThat(console.servers())
                    .singleElement()
                    .isEqualTo(new SocketReading(
                            "active",
                            OptionalLong.of(40_100),
                            "2024-01-01 10:00:00 UTC",
                            "2024-01-01 10:00:05 UTC",
                            "0x5581c0de0020",
                            since(version, 24, 7)));
        }
    }

    private static void checkTotals(String version, Totals totals) {
        assertThat(totals.get(Counter.QUERIES)).hasValue(3_000);
        assertThat(totals.get(Counter.TRANSACTIONS)).hasValue(1_000);
        assertThat(totals.get(Counter.RECEIVED_BYTES)).hasValue(40_000);
        assertThat(totals.get(Counter.SENT_BYTES)).hasValue(50_000);
        assertThat(totals.get(Counter.QUERY_MICROS)).hasValue(6_000_000);
        assertThat(totals.get(Counter.WAIT_MICROS)).hasValue(1_500_000);
        assertThat(totals.get(Counter.SERVER_ASSIGNMENTS)).isEqualTo(since(version, 23, 900));
        assertThat(totals.get(Counter.CLIENT_PARSES)).isEqualTo(since(version, 24, 60));
        assertThat(totals.get(Counter.SERVER_PARSES)).isEqualTo(since(version, 24, 20));
        assertThat(totals.get(Counter.BINDS)).isEqualTo(since(version, 24, 2_000));
    }

    /** What speaks for the transcripts of the versions that are not here. */
    @Test
    void theReconstructedColumnsAreThoseOfARealOne() throws Exception {
        TestPostgres server = TestPostgres.shared();
        try (TestPgbouncer pgbouncer = TestPgbouncer.start(server, 2);
                AdminConsole console = pgbouncer.console();
                Connection load = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + pgbouncer.port() + "/" + server.database(),
                        server.user(),
                        server.password())) {
            assertThat(load.isValid(5)).isTrue();
            String[] version = console.version().split("\\.", -1);
            Transcript transcript = Transcript.of(version[0] + "." + version[1]);
            Set<String> nullable = Set.of("host", "force_user", "pool_mode", "load_balance_hosts", "default");
            for (String command : transcript.answers().keySet()) {
                Map<String, String> row = console.query(command).rows().get(0);
                assertThat(transcript.columns(command)).as(command).containsAll(row.keySet());
                assertThat(transcript.columns(command).stream().filter(column -> !nullable.contains(column)))
                        .as(command)
                        .allMatch(row::containsKey);
            }
        }
    }
}
