package io.github.pgsurge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPgbouncer;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The load goes through PgBouncer. */
class PoolerTest {
    private static Given given;
    private static TestPgbouncer pgbouncer;

    @BeforeAll
    static void start() throws Exception {
        given = new Given("max_connections=40");
        pgbouncer = TestPgbouncer.start(given.server, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        given.closeManagers();
        pgbouncer.close();
        given.close();
    }

    private static Dsn throughThePooler() throws Rejection {
        return given.dsnBuilder()
                .hosts("127.0.0.1")
                .port(Integer.toString(pgbouncer.port()))
                .extra(Map.of("prepareThreshold", "0"))
                .build();
    }

    private static GuardSettings guard(Optional<Dsn> server) throws Rejection {
        return GuardSettings.of(5, GuardAction.SHED, false, Duration.ofMillis(200), "postgres", server);
    }

    @Test
    void asksForAWayPastThePoolerWhenThereIsNone() throws Exception {
        Dsn dsn = throughThePooler();
        assertThatThrownBy(() -> given.open(dsn, 10, guard(Optional.empty()), "blind"))
                .isInstanceOfSatisfying(
                        Rejection.class, reason -> assertThat(reason.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("pooler");
    }

    @Test
    void countsTheServersSlotsWhileTenClientsShareTwoOfThem() throws Exception {
        ConnectionManager manager = given.open(throughThePooler(), 10, guard(Optional.of(given.dsn())), "pooled");
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Lease lease = manager.acquire();
            leases.add(lease);
            try (Statement statement = lease.connection().createStatement();
                    ResultSet one = statement.executeQuery("select 1")) {
                assertThat(one.next()).isTrue();
            }
        }
        assertThat(manager.state().heldNow()).isEqualTo(10);
        int backends = given.number("select count(*) from pg_stat_activity where backend_type = 'client backend'"
                + " and application_name like 'pgsurge-load%'");
        assertThat(backends).isBetween(1, 2);
        // 40 - 3 reserved; the tests' own session, the control connection and the pooler's two are held
        assertThat(manager.state().freeNow()).isBetween(37 - 4, 37 - 2);
        for (Lease lease : leases) {
            lease.close();
        }
        manager.close();
    }
}
