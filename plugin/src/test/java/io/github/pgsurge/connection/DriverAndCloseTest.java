package io.github.pgsurge.connection;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures time")
class DriverAndCloseTest {
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

    private static BasicDataSource stockPool(ConnectionManager manager) {
        BasicDataSource stock = new BasicDataSource();
        stock.setDriverClassName(GuardedDriver.class.getName());
        stock.setUrl(manager.jdbcUrl());
        stock.setMaxTotal(4);
        stock.setMaxIdle(4);
        return stock;
    }

    @Test
    void aStockPoolTakesItsConnectionsFromTheSameCap() throws Exception {
        ConnectionManager manager = given.open(4, Given.guard(5, GuardAction.SHED, false));
        await("the pool is full").until(() -> given.loadSessions() == 4);
        try (BasicDataSource stock = stockPool(manager);
                Connection one = stock.getConnection();
                Connection two = stock.getConnection()) {
            assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            assertThat(given.loadSessions()).isLessThanOrEqualTo(4);
            try (Lease three = manager.acquire();
                    Lease four = manager.acquire()) {
                assertThat(three.connection().isValid(1)).isTrue();
                assertThat(four.connection().isValid(1)).isTrue();
                assertThatThrownBy(stock::getConnection)
                        .hasMessageContaining(
                                "4 are open (2 the pool, 0 fresh connections, 2 pools over jdbc:pgsurge)");
            }
        }
        assertThat(manager.state().peakHeld()).isEqualTo(4);
        await("its connections are closed").until(() -> given.loadSessions() <= 2);
    }

    @Test
    void shedTakesConnectionsBackFromAStockPoolAsTheyReturn() throws Exception {
        ConnectionManager manager = given.open(4, Given.guard(5, GuardAction.SHED, false));
        try (BasicDataSource stock = stockPool(manager)) {
            List<Connection> busy = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                busy.add(stock.getConnection());
            }
            given.foreign(30);
            await("the cap falls").until(() -> manager.state().cap() == 0);
            for (Connection connection : busy) {
                connection.close();
            }
            await("all are closed").until(() -> manager.state().heldNow() == 0);
            assertThat(stock.getNumIdle()).isZero();
        }
    }

    @Test
    void closeLeavesNoSessionNoThreadAndNoDriver() throws Exception {
        ConnectionManager manager = given.open(5, Given.guard(5, GuardAction.WARN, false));
        await("the pool is full").until(() -> given.loadSessions() == 5);
        Lease abandoned = manager.acquire();
        Connection fresh = manager.openFresh();
        Thread busy = new Thread(() -> {
            try (Statement statement = abandoned.connection().createStatement()) {
                statement.execute("select pg_sleep(60)");
            } catch (SQLException e) {
                // the close under test breaks it
            }
        });
        busy.start();
        await("a statement runs")
                .until(() -> given.number("select count(*) from pg_stat_activity"
                                + " where application_name like 'pgsurge-load%' and state = 'active'")
                        == 1);
        String token = manager.jdbcUrl().substring(GuardedDriver.PREFIX.length());

        manager.close(Duration.ofSeconds(4));
        manager.close(Duration.ofSeconds(4));

        busy.join(5_000);
        assertThat(busy.isAlive()).isFalse();
        assertThat(fresh.isClosed()).isTrue();
        assertThat(manager.state().heldNow()).isZero();
        assertThat(manager.state().guard()).isEqualTo(GuardState.CLOSED);
        await("no session is left").until(() -> given.pgsurgeSessions() == 0);
        await("no thread is left").until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(token)));
        assertThatThrownBy(() -> DriverManager.getConnection(manager.jdbcUrl()))
                .hasMessageContaining("No suitable driver");
        assertThatThrownBy(manager::acquire).hasMessageContaining("closed");
        assertThatThrownBy(manager::openFresh).hasMessageContaining("closed");
    }

    @Test
    void closeIsBoundedWhenTheServerHangs() throws Exception {
        try (Given hanging = new Given("max_connections=40")) {
            ConnectionManager manager = hanging.open(8, Given.guard(5, GuardAction.WARN, false));
            await("the pool is full").until(() -> hanging.loadSessions() == 8);
            List<Long> processes = processes(hanging);
            String token = manager.jdbcUrl().substring(GuardedDriver.PREFIX.length());
            signal("-STOP", processes);
            try {
                long start = System.nanoTime();
                manager.close(Duration.ofSeconds(2));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
                await("no thread is left")
                        .atMost(Duration.ofSeconds(2))
                        .until(() -> Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().contains(token)));
            } finally {
                signal("-CONT", processes);
            }
        }
    }

    /** The postmaster and all its children, where they are processes of this machine. */
    private static List<Long> processes(Given given) throws SQLException {
        Optional<ProcessHandle> postmaster =
                ProcessHandle.of(given.number("select pg_backend_pid()")).flatMap(ProcessHandle::parent);
        assumeTrue(
                postmaster
                        .flatMap(handle -> handle.info().command())
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent(),
                "the server runs in a container: its processes can't be stopped from here");
        List<Long> pids = new ArrayList<>();
        pids.add(postmaster.orElseThrow().pid());
        postmaster.orElseThrow().children().map(ProcessHandle::pid).forEach(pids::add);
        return pids;
    }

    private static void signal(String signal, List<Long> pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        pids.forEach(pid -> command.add(pid.toString()));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
