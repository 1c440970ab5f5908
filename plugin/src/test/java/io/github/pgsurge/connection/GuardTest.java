package io.github.pgsurge.connection;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgsurge.connection.GuardEvent.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.postgresql.PGConnection;

/** max_connections 40, of which 37 are usable; one is the tests' own look at the server. */
@Isolated("measures time")
class GuardTest {
    private static final Duration TWO_SAMPLES = Given.INTERVAL.multipliedBy(2);
    private static Given given;

    @BeforeAll
    static void start() throws SQLException {
        given = new Given("max_connections=40");
    }

    @AfterEach
    void reset() throws SQLException {
        given.reset();
    }

    @AfterAll
    static void stop() throws SQLException {
        given.close();
    }

    /** Slots free for anyone, by the server's own list. */
    private static int free() throws SQLException {
        return 37 - given.number("select count(*) from pg_stat_activity where backend_type = 'client backend'");
    }

    /** Takes a connection, holds it a moment, gives it back, until told to stop; SQL errors other than PGS01 fail. */
    private static void work(ConnectionManager manager, AtomicBoolean stop) throws SQLException {
        while (!stop.get()) {
            try (Lease lease = manager.acquire();
                    Statement statement = lease.connection().createStatement()) {
                statement.execute("select pg_sleep(0.005)");
            } catch (SQLException e) {
                if (!Permits.EXHAUSTED.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    @Test
    void aMonitorThatComesAfterThePreflightTakesNothingFromTheLoad() throws Exception {
        int all = free() - 1 - 1 - 2;
        ConnectionManager manager =
                given.open(all, Given.guard(2, GuardAction.SHED, false).withMonitors(1));
        try (MonitorConnection monitor =
                MonitorConnection.open(given.dsn(), new RunLabel("run", "controller"), Duration.ofSeconds(5))) {
            assertThat(monitor.isBehindPooler()).isFalse();
            int free = manager.state().freeNow();
            await("the guard has seen it").until(() -> manager.state().freeNow() < free || free < all + 1);
            Thread.sleep(TWO_SAMPLES.toMillis());

            assertThat(manager.state().cap()).isEqualTo(all);
            assertThat(given.events).isEmpty();
        }
    }

    @Test
    void aMonitorThatIsThereBeforeThePreflightIsNoLoadAndNoOther() throws Exception {
        int all = free() - 1 - 1 - 2;
        try (MonitorConnection monitor =
                MonitorConnection.open(given.dsn(), new RunLabel("run", "controller"), Duration.ofSeconds(5))) {
            assertThat(monitor.connection().isValid(5)).isTrue();
            ConnectionManager manager =
                    given.open(all, Given.guard(2, GuardAction.SHED, false).withMonitors(1));

            assertThat(manager.state().cap()).isEqualTo(all);
            assertThat(manager.state().heldNow()).isLessThanOrEqualTo(all);
        }
    }

    @Test
    void shedGivesWayToAnIntruderUntilNothingIsLeftAndTakesItBack() throws Exception {
        ConnectionManager manager = given.open(20, Given.guard(5, GuardAction.SHED, false));
        await("the pool is full").until(() -> given.loadSessions() == 20);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            done.add(workers.submit(() -> {
                work(manager, stop);
                return null;
            }));
        }
        try {
            // 37 - 1 own look - 1 control - 5 free: what an intruder can have when the run has given everything
            int intruders = 0;
            while (intruders < 30) {
                given.foreign(5);
                intruders += 5;
                // the two samples, and the time that closing takes on a busy machine
                await("5 are free again with " + intruders + " intruders")
                        .atMost(TWO_SAMPLES.plusMillis(100))
                        .until(() -> free() >= 5);
                // one that is just logging in holds a slot that the server's list does not show
                await("the run holds what it may, and leaves 5")
                        .until(() -> given.loadSessions() == manager.state().cap() && free() >= 5);
            }
            assertThat(manager.state().cap()).isZero();
            await("all load connections are closed").until(() -> manager.state().heldNow() == 0);
            assertThat(manager.state().guard()).hasToString("shedding");
            assertThat(manager.state().minFreeSeen()).isGreaterThanOrEqualTo(0);

            given.closeForeign();
            await("the cap is back").until(() -> manager.state().cap() == 20);
            await("the episode is over").until(() -> given.events(Kind.RECOVERED) == 1);
            try (Lease lease = manager.acquire()) {
                assertThat(lease.connection().isValid(1)).isTrue();
            }
        } finally {
            stop.set(true);
            for (Future<?> future : done) {
                future.get();
            }
            workers.shutdown();
        }
        assertThat(manager.state().refused53300()).isZero();
        assertThat(given.events(Kind.SHORT)).isEqualTo(1);
        assertThat(manager.state().guard()).hasToString("ok");
    }

    @Test
    void warnSaysSoOnceKeepsItsConnectionsAndOpensNoMore() throws Exception {
        PoolSettings lazy = PoolSettings.of(20, 0, Duration.ofMillis(300), Duration.ZERO);
        try (ConnectionManager manager = ConnectionManager.open(
                        given.dsn(),
                        lazy,
                        Given.guard(5, GuardAction.WARN, false),
                        new RunLabel("warn", "agent"),
                        given.events::add);
                Lease first = manager.acquire()) {
            given.foreign(29);
            await("the cap follows").until(() -> manager.state().cap() == 1);
            await("more samples pass").until(() -> manager.state().guard() == GuardState.SHORT);
            assertThat(first.connection().isValid(1)).isTrue();
            assertThatThrownBy(manager::acquire)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("PGS01"))
                    .hasMessageContaining("the cap is 1 and 1 are open (1 the pool, 0 fresh connections, 0 pools over");
            assertThat(given.events(Kind.SHORT)).isEqualTo(1);
            assertThat(given.events(Kind.STOP)).isZero();
            assertThat(manager.state().refused53300()).isZero();
        }
    }

    @Test
    void stopAsksOnceForTheEndOfTheTest() throws Exception {
        ConnectionManager manager = given.open(20, Given.guard(5, GuardAction.STOP, false));
        await("the pool is full").until(() -> given.loadSessions() == 20);
        given.foreign(13);
        await("the listener is told").until(() -> given.events(Kind.STOP) == 1);
        await("the state says so").until(() -> manager.state().guard() == GuardState.STOPPING);
        assertThat(given.events.stream().map(GuardEvent::line).filter(line -> line.contains("GUARD_ACTION=stop")))
                .singleElement()
                .asString()
                .contains("37 usable; ", " held by other sessions", "DB_MIN_FREE_CONNS=5 to stay free: ");
    }

    @Test
    void terminatedBackendsReturnTheirPermitsExactlyOnce() throws Exception {
        ConnectionManager manager = given.open(4, Given.guard(5, GuardAction.SHED, false));
        try (Lease lease = manager.acquire();
                Connection fresh = manager.openFresh()) {
            given.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name like 'pgsurge-load%'");
            assertThatThrownBy(() -> lease.connection().createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> fresh.createStatement().execute("select 1"))
                    .isInstanceOf(SQLException.class);
        }
        await("four more can be opened").until(() -> manager.state().heldNow() < 4);
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leases.add(manager.acquire());
        }
        assertThat(manager.state().heldNow()).isEqualTo(4);
        assertThatThrownBy(manager::openFresh).hasMessageContaining("4 are open");
        for (Lease lease : leases) {
            lease.close();
        }
        assertThat(manager.state().peakHeld()).isEqualTo(4);
    }

    private static int backend(OwnConnection own) throws SQLException {
        try (Lease lease = own.acquire()) {
            return lease.connection().unwrap(PGConnection.class).getBackendPID();
        }
    }

    @Test
    void aConnectionOfOnesOwnIsAlwaysTheSameUntilItBreaksOrOthersNeedIt() throws Exception {
        ConnectionManager manager = given.open(4, Given.guard(5, GuardAction.SHED, false));
        try (OwnConnection own = new OwnConnection(manager)) {
            int first = backend(own);
            assertThat(backend(own)).isEqualTo(first);

            given.sql("select pg_terminate_backend(" + first + ")");
            try (Lease lease = own.acquire()) {
                assertThatThrownBy(() -> lease.connection().createStatement().execute("select 1"))
                        .isInstanceOf(SQLException.class);
            }
            int second = backend(own);
            assertThat(second).isNotEqualTo(first);

            given.foreign(31);
            await("the guard gives way").until(() -> manager.state().cap() == 0);
            assertThat(backend(own)).as("lent once more").isEqualTo(second);
            await("nothing is held").until(() -> manager.state().heldNow() == 0);
        }
    }

    @Test
    void theReservationAndTheWatchComeBackAfterTheControlConnectionBroke() throws Exception {
        ConnectionManager manager = given.open(6, Given.guard(5, GuardAction.SHED, false));
        await("the pool is full").until(() -> given.loadSessions() == 6);
        given.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name like 'pgsurge-control%'");
        await("the loss is said").until(() -> given.events(Kind.CONTROL_LOST) == 1);
        await("the return is said").until(() -> given.events(Kind.CONTROL_BACK) == 1);
        await("it reserves again")
                .until(() -> given.number("select count(*) from pg_stat_activity"
                                + " where application_name like 'pgsurge-control 6 %'")
                        == 1);
        assertThat(manager.state().cap()).isEqualTo(6);
    }

    @Test
    void freshConnectionsAtTheVeryLimitOfTheServerNeverMeetAFullOne() throws Exception {
        given.foreign(31);
        // 37 usable - 32 others - 1 control: 4 for the run, and not one slot to spare
        ConnectionManager manager = given.open(4, Given.guard(0, GuardAction.SHED, false));
        ExecutorService workers = Executors.newFixedThreadPool(4);
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            done.add(workers.submit(() -> {
                int opened = 0;
                for (; opened < 40; opened++) {
                    try (Connection fresh = manager.openFresh();
                            Statement statement = fresh.createStatement()) {
                        statement.execute("select 1");
                    }
                }
                return opened;
            }));
        }
        for (Future<Integer> future : done) {
            assertThat(future.get()).isEqualTo(40);
        }
        workers.shutdown();
        assertThat(manager.state().refused53300()).isZero();
        assertThat(manager.state().peakHeld()).isEqualTo(4);
    }

    @Test
    void aClosedConnectionHasLeftItsSlotWhenCloseReturns() throws Exception {
        ConnectionManager manager = ConnectionManager.open(
                given.dsn(),
                PoolSettings.of(1, 0, Duration.ofSeconds(2), Duration.ZERO),
                Given.guard(5, GuardAction.WARN, false),
                new RunLabel("close", "agent"),
                GuardListener.NONE);
        try (manager) {
            for (int i = 0; i < 20; i++) {
                manager.openFresh().close();
                assertThat(given.loadSessions()).isZero();
            }
        }
    }
}
