package io.github.pgsurge.connection;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TakesLong;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** max_connections 40, of which 37 are usable; one is the tests' own look at the server. */
@TakesLong
class ReservationTest {
    private static Given given;

    @BeforeAll
    static void start() throws SQLException {
        given = new Given("max_connections=40");
    }

    @AfterEach
    void reset() throws Exception {
        given.sql(
                "alter role \"" + given.server.user() + "\" connection limit -1",
                "alter database \"" + given.server.database() + "\" connection limit -1");
        given.reset();
    }

    @AfterAll
    static void stop() throws Exception {
        given.close();
    }

    private static void refuses(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(parts);
    }

    @Test
    void refusesWhenIdleSessionsHoldTheSlotsAndOpensNoLoadConnection() throws Exception {
        given.foreign(34);
        // counts connections that are gone again as well
        int before = given.number(
                "select sum(sessions) from pg_stat_database where datname = '" + given.server.database() + "'");

        refuses(
                () -> given.open(10, Given.guard(5, GuardAction.WARN, false)),
                "DB_MAX_OPEN_CONNS=10 does not fit: max_connections 40 - superuser_reserved 3 - reserved 0 = 37"
                        + " usable; 35 held by other sessions",
                "0 reserved by other pgsurge runs, 1 control connection, DB_MIN_FREE_CONNS=5 to stay free: -4 left");

        await("the control connection is closed").until(() -> given.pgsurgeSessions() == 0);
        assertThat(given.number(
                        "select sum(sessions) from pg_stat_database where datname = '" + given.server.database() + "'"))
                .isEqualTo(before);
        refuses(() -> given.open(10, Given.guard(5, GuardAction.WARN, true)), "can't be made to fit", "-4 left");
    }

    @Test
    void fitTakesWhatIsLeft() throws Exception {
        given.foreign(10);
        ConnectionManager manager = given.open(50, Given.guard(5, GuardAction.WARN, true));
        // 37 usable, 10 foreign and the tests' own, 1 control, 5 free
        assertThat(manager.state().reserved()).isEqualTo(20);
        await("the pool is full").until(() -> given.loadSessions() == 20);
        assertThat(manager.state().max()).isEqualTo(50);
        assertThat(manager.state().cap()).isEqualTo(20);
    }

    @Test
    void seesForeignSessionsWithoutPgReadAllStats() throws Exception {
        given.foreign(10);
        refuses(
                () -> given.open(30, Given.guard(5, GuardAction.WARN, false)),
                "11 held by other sessions (0 idle, 11 of a state this role can't see)",
                "20 left; set DB_MAX_OPEN_CONNS to 20 or less");
    }

    @Test
    void aRoleLimitBinds() throws Exception {
        given.sql("alter role \"" + given.server.user() + "\" connection limit 12");
        refuses(
                () -> given.open(10, Given.guard(2, GuardAction.WARN, false)),
                "connection limit of role " + given.server.user() + " 12 = 12 usable",
                "1 control connection",
                "9 left");
        ConnectionManager manager = given.open(9, Given.guard(2, GuardAction.WARN, false));
        await("the pool is full").until(() -> given.loadSessions() == 9);
        assertThat(manager.state().freeNow()).isGreaterThanOrEqualTo(2);
        assertThat(manager.state().refused53300()).isZero();
    }

    @Test
    void aDatabaseLimitBindsWhereTheControlConnectionDoesNotCount() throws Exception {
        given.sql("alter database \"" + given.server.database() + "\" connection limit 12");
        refuses(
                () -> given.open(11, Given.guard(2, GuardAction.WARN, false)),
                "connection limit of database " + given.server.database() + " 12 = 12 usable",
                "0 control connection");
    }

    @Test
    void ofThreeRunsAtOnceExactlyTwoRunAndTheThirdSeesBoth() throws Exception {
        try (Given hundred = new Given("max_connections=100")) {
            hundred.lookAway();
            List<String> refusals = threeAtOnce(hundred, false);
            assertThat(refusals).hasSize(1);
            assertThat(refusals.get(0))
                    .contains("82 reserved by other pgsurge runs (", "40 + 1 control, run", "9 left")
                    .contains("max_connections 100 - superuser_reserved 3 - reserved 0 = 97 usable");
            hundred.reset();
            hundred.lookAway();
            assertThat(threeAtOnce(hundred, true)).isEmpty();
            assertThat(hundred.managers().stream().map(m -> m.state().reserved()))
                    .containsExactlyInAnyOrder(40, 40, 9);
        }
    }

    private static List<String> threeAtOnce(Given where, boolean fit) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            CyclicBarrier barrier = new CyclicBarrier(3);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String run = "run" + i;
                answers.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        where.open(where.dsn(), 40, Given.guard(5, GuardAction.WARN, fit), run);
                        return "";
                    } catch (Rejection e) {
                        return e.getMessage();
                    }
                }));
            }
            List<String> refusals = new ArrayList<>();
            for (Future<String> answer : answers) {
                if (!answer.get().isEmpty()) {
                    refusals.add(answer.get());
                }
            }
            return refusals;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aFullServerRefusesTheControlConnectionClearly() throws Exception {
        given.sql("alter role \"" + given.server.user() + "\" connection limit 0");
        refuses(() -> given.open(1, Given.guard(0, GuardAction.WARN, false)), "not even for the control connection");
    }

    private static void unusable(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("wr0ng")
                .hasMessageContainingAll(parts);
    }

    @Test
    void namesTheSettingOfABadDsn() throws Exception {
        GuardSettings guard = Given.guard(5, GuardAction.WARN, false);
        unusable(
                () -> given.open(given.dsnBuilder().password(Secret.of("wr0ng")).build(), 1, guard, "r"),
                "DB_PASSWORD is wrong for DB_USER=" + given.server.user());
        unusable(
                () -> given.open(given.dsnBuilder().port("1").build(), 1, guard, "r"),
                "DB_HOST/DB_PORT can't be connected to",
                ":1");
        unusable(
                () -> given.open(given.dsnBuilder().hosts("nowhere.invalid").build(), 1, guard, "r"),
                "DB_HOST/DB_PORT names an unknown host",
                "nowhere.invalid");
        unusable(() -> given.open(given.dsn().withDatabase("nope"), 1, guard, "r"), "DB_NAME=nope does not exist");
        unusable(
                () -> given.open(given.dsnBuilder().sslMode("require").build(), 1, guard, "r"),
                "DB_SSL_MODE=require does not work");
        assertThat(given.pgsurgeSessions()).isZero();
    }

    @Test
    void aReservationEndsWithItsControlConnection() throws Exception {
        given.open(given.dsn(), 20, Given.guard(5, GuardAction.WARN, false), "first");
        refuses(
                () -> given.open(given.dsn(), 20, Given.guard(5, GuardAction.WARN, false), "second"),
                "21 reserved by other pgsurge runs (first/agent 20 + 1 control)");
        given.closeManagers();
        assertThat(given.open(given.dsn(), 20, Given.guard(5, GuardAction.WARN, false), "second")
                        .state()
                        .reserved())
                .isEqualTo(20);
    }

    @Test
    void readsTheFactsOnALoadConnection() throws Exception {
        ConnectionManager manager = given.open(1, Given.guard(5, GuardAction.WARN, false));
        ServerFacts facts = manager.facts();
        assertThat(facts.maxConnections()).isEqualTo(40);
        assertThat(facts.fsync()).isEqualTo("on");
        assertThat(facts.superuser()).isFalse();
        assertThat(facts.role()).isEqualTo(given.server.user());
        try (Connection fresh = manager.openFresh();
                Statement statement = fresh.createStatement()) {
            assertThat(statement.execute("select 1")).isTrue();
        }
    }
}
