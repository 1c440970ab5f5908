package io.github.pgsurge.connection;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPgbouncer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** What the data path shows of a real PgBouncer 1.18, and what becomes of the driver's settings. */
class PoolerProbeTest {
    private static Given given;
    private TestPgbouncer pgbouncer;

    @BeforeAll
    static void start() throws Exception {
        given = new Given("max_connections=60");
    }

    @AfterEach
    void stopPooler() throws Exception {
        given.closeManagers();
        if (pgbouncer != null) {
            pgbouncer.close();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        given.close();
    }

    private void pooler(String... pairs) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("default_pool_size", "3"));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        pgbouncer = TestPgbouncer.start(given.server, settings);
    }

    private Dsn dsn(Map<String, String> extra) throws Rejection {
        return given.dsnBuilder()
                .hosts("127.0.0.1")
                .port(Integer.toString(pgbouncer.port()))
                .extra(extra)
                .build();
    }

    private Pooler look(int permitted) throws Exception {
        return FirstLook.take(
                        dsn(Map.of()), "pgsurge-test", permitted, Duration.ofSeconds(5), new RoundTrips(), () -> {})
                .pooler()
                .orElseThrow();
    }

    private ConnectionManager open(Dsn dsn, PoolerPolicy policy) throws Exception {
        ConnectionManager manager = ConnectionManager.open(
                dsn,
                Given.pool(4),
                GuardSettings.of(5, GuardAction.SHED, false, Given.INTERVAL, "postgres", Optional.of(given.dsn())),
                policy,
                new RunLabel("run", "agent"),
                given.events::add);
        given.managers().add(manager);
        return manager;
    }

    /** Prepared statements on any server connection of the pooler. */
    private int preparedOnServers(int servers) throws Exception {
        int left = 0;
        Connection[] clients = new Connection[servers];
        try {
            for (int i = 0; i < servers; i++) {
                clients[i] = new Driver()
                        .connect(
                                dsn(Map.of()).url(),
                                dsn(Map.of("prepareThreshold", "0")).properties("look"));
                clients[i].setAutoCommit(false);
                try (Statement statement = clients[i].createStatement();
                        ResultSet row = statement.executeQuery("select count(*) from pg_prepared_statements")) {
                    row.next();
                    left += row.getInt(1);
                }
            }
        } finally {
            for (Connection client : clients) {
                if (client != null) {
                    client.rollback();
                    client.close();
                }
            }
        }
        return left;
    }

    @Test
    void seesNoPoolerBeforeAPlainServer() throws Exception {
        FirstLook look =
                FirstLook.take(given.dsn(), "pgsurge-test", 2, Duration.ofSeconds(5), new RoundTrips(), () -> {});
        assertThat(look.pooler()).isEmpty();
        assertThat(given.open(2, Given.guard(5, GuardAction.SHED, false)).dsn().prepareThreshold())
                .isEqualTo(5);
    }

    @Test
    void tellsTransactionModeAndLeavesNothingPrepared() throws Exception {
        pooler("pool_mode", "transaction");
        assertThat(look(2)).isEqualTo(new Pooler(Pooler.Mode.TRANSACTION, Pooler.Tracking.NO));
        assertThat(preparedOnServers(3)).isZero();
    }

    @Test
    void tellsSessionMode() throws Exception {
        pooler("pool_mode", "session");
        assertThat(look(2)).isEqualTo(new Pooler(Pooler.Mode.SESSION, Pooler.Tracking.NO));
        assertThat(preparedOnServers(3)).isZero();
    }

    @Test
    void tellsStatementMode() throws Exception {
        pooler("pool_mode", "statement");
        assertThat(look(2).mode()).isEqualTo(Pooler.Mode.STATEMENT);
        assertThat(look(1).mode()).isEqualTo(Pooler.Mode.STATEMENT);
    }

    @Test
    void tellsTransactionModeWhenServersGoRound() throws Exception {
        pooler("pool_mode", "transaction", "server_round_robin", "1", "min_pool_size", "3");
        assertThat(look(2).mode()).isEqualTo(Pooler.Mode.TRANSACTION);
    }

    @Test
    void neverTakesResetsAfterEachTransactionForSessionMode() throws Exception {
        pooler("pool_mode", "transaction", "server_reset_query_always", "1");
        for (int i = 0; i < 5; i++) {
            assertThat(look(2).mode()).isNotEqualTo(Pooler.Mode.SESSION);
        }
    }

    @Test
    void doesNotTakeTheWordOfASessionModeThatResetsNothing() throws Exception {
        pooler("pool_mode", "session", "server_reset_query", "");
        assertThat(look(2).mode()).isEqualTo(Pooler.Mode.UNKNOWN);
    }

    @Test
    void doesNotTakeTwoPoolersBehindOneAddressForSessionMode() throws Exception {
        pooler("pool_mode", "transaction");
        try (TestPgbouncer second = TestPgbouncer.start(given.server, Map.of("pool_mode", "transaction"));
                Balancer balancer = new Balancer(List.of(pgbouncer.port(), second.port()))) {
            Dsn dsn = given.dsnBuilder()
                    .hosts("127.0.0.1")
                    .port(Integer.toString(balancer.port()))
                    .build();
            Optional<Pooler> seen = FirstLook.take(dsn).pooler();
            assertThat(seen).hasValue(new Pooler(Pooler.Mode.UNKNOWN, Pooler.Tracking.NO));
        }
    }

    @Test
    void canNotTellTheModeWithOneConnection() throws Exception {
        pooler("pool_mode", "transaction");
        assertThat(look(1)).isEqualTo(new Pooler(Pooler.Mode.UNKNOWN, Pooler.Tracking.NO));
    }

    @Test
    void findsAnotherClientsStatementInTheWayAndLeavesItThere() throws Exception {
        pooler("pool_mode", "transaction", "default_pool_size", "1");
        try (Connection other = new Driver()
                        .connect(
                                dsn(Map.of()).url(),
                                dsn(Map.of("prepareThreshold", "0")).properties("other"));
                Statement statement = other.createStatement()) {
            statement.execute("prepare \"S_1\" as select 1");
            assertThat(look(2)).isEqualTo(new Pooler(Pooler.Mode.TRANSACTION, Pooler.Tracking.NO));
            assertThat(preparedOnServers(1)).isEqualTo(1);
        }
    }

    /** The names that PgBouncer 1.25.2 and 1.18 were seen to prepare under; 1.25.2 is not on every machine. */
    @Test
    void tellsSupportByTheNameThatArrives() {
        assertThat(PreparedStatementProbe.judge(List.of("PGBOUNCER_1"))).isEqualTo(Pooler.Tracking.YES);
        assertThat(PreparedStatementProbe.judge(List.of("S_1"))).isEqualTo(Pooler.Tracking.NO);
        assertThat(PreparedStatementProbe.judge(List.of("PGBOUNCER_1", "S_1"))).isEqualTo(Pooler.Tracking.NO);
        assertThat(PreparedStatementProbe.judge(List.of())).isEqualTo(Pooler.Tracking.UNKNOWN);
    }

    @Test
    void setsTheDriverSoThatItIsSafeAndSaysSo() throws Exception {
        pooler("pool_mode", "transaction");
        ConnectionManager manager = open(dsn(Map.of()), PoolerPolicy.AUTO);
        assertThat(manager.dsn().prepareThreshold()).isZero();
        assertThat(manager.pooler().said())
                .hasValue("pooler at 127.0.0.1:" + pgbouncer.port()
                        + " in transaction mode without prepared-statement support: prepareThreshold set to 0 (was 5);"
                        + " POOLER=off leaves it");
    }

    @Test
    void leavesTheDriverAloneInSessionMode() throws Exception {
        pooler("pool_mode", "session");
        ConnectionManager manager = open(dsn(Map.of()), PoolerPolicy.AUTO);
        assertThat(manager.dsn().prepareThreshold()).isEqualTo(5);
        assertThat(manager.pooler().said()).isEmpty();
    }

    @Test
    void refusesSettingsThatWouldGiveWrongAnswers() throws Exception {
        pooler("pool_mode", "transaction");
        assertThatThrownBy(() -> open(dsn(Map.of("prepareThreshold", "3")), PoolerPolicy.REFUSE))
                .isInstanceOfSatisfying(
                        Rejection.class, reason -> assertThat(reason.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContainingAll("PREPARE_THRESHOLD=3", "transaction mode", "PREPARE_THRESHOLD=0");
        await("nothing is left")
                .until(() -> given.number(
                                "select count(*) from pg_stat_activity where application_name like 'pgsurge-control%'")
                        == 0);
        assertThat(open(dsn(Map.of("prepareThreshold", "0")), PoolerPolicy.REFUSE)
                        .pooler()
                        .said())
                .isEmpty();
    }

    @Test
    void letsThemThroughWhenTold() throws Exception {
        pooler("pool_mode", "transaction");
        ConnectionManager manager = open(dsn(Map.of()), PoolerPolicy.OFF);
        assertThat(manager.dsn().prepareThreshold()).isEqualTo(5);
        assertThat(manager.pooler().said().orElseThrow()).contains("left at 5 by POOLER=off");
    }

    @Test
    void simpleQueriesNeedNoSetting() throws Exception {
        pooler("pool_mode", "transaction");
        ConnectionManager manager = open(dsn(Map.of("preferQueryMode", "simple")), PoolerPolicy.REFUSE);
        assertThat(manager.dsn().prepareThreshold()).isEqualTo(5);
    }

    @Test
    void explainsAStartupParameterThatThePoolerDoesNotKnow() throws Exception {
        pooler();
        assertThatThrownBy(() -> open(dsn(Map.of("currentSchema", "public")), PoolerPolicy.AUTO))
                .isInstanceOfSatisfying(
                        Rejection.class, reason -> assertThat(reason.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContainingAll(
                        "startup parameter search_path",
                        "ignore_startup_parameters = search_path",
                        "ALTER ROLE ... SET search_path");
    }
}
