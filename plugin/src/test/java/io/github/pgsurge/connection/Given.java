package io.github.pgsurge.connection;

import static io.github.pgsurge.testing.Patience.await;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.DsnBuilder;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the tests of this package have in common: a server, foreign sessions on it, and managers with short waits. */
final class Given implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMillis(200);

    final TestPostgres server;
    private Connection admin;
    final Queue<GuardEvent> events = new ConcurrentLinkedQueue<>();
    private final List<ConnectionManager> managers = new CopyOnWriteArrayList<>();
    private final List<Connection> foreign = new ArrayList<>();

    Given(String... settings) throws SQLException {
        server = TestPostgres.start(settings);
        admin = server.connectAsAdmin();
    }

    DsnBuilder dsnBuilder() {
        return Dsn.builder()
                .hosts(server.host())
                .port(Integer.toString(server.port()))
                .database(server.database())
                .user(server.user())
                .password(Secret.of(server.password()))
                .connectTimeout(Duration.ofSeconds(3));
    }

    Dsn dsn() throws Rejection {
        return dsnBuilder().build();
    }

    static PoolSettings pool(int max) throws Rejection {
        return PoolSettings.of(max, max, Duration.ofSeconds(2), Duration.ZERO);
    }

    static GuardSettings guard(int minFree, GuardAction action, boolean fit) throws Rejection {
        return GuardSettings.of(minFree, action, fit, INTERVAL, "postgres", Optional.empty());
    }

    ConnectionManager open(Dsn dsn, int max, GuardSettings guard, String run) throws Rejection {
        ConnectionManager manager =
                ConnectionManager.open(dsn, pool(max), guard, new RunLabel(run, "agent"), events::add);
        managers.add(manager);
        return manager;
    }

    ConnectionManager open(int max, GuardSettings guard) throws Rejection {
        return open(dsn(), max, guard, "run");
    }

    /** Idle sessions of somebody else. */
    List<Connection> foreign(int count) throws SQLException {
        List<Connection> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Connection session = DriverManager.getConnection(
                    server.jdbcUrl() + "?ApplicationName=foreign", server.adminUser(), server.adminPassword());
            sessions.add(session);
            foreign.add(session);
        }
        return sessions;
    }

    /** Closes the tests' own look at the server, until it is needed again. */
    void lookAway() throws SQLException {
        admin.close();
        admin = null;
    }

    private Statement look() throws SQLException {
        if (admin == null) {
            admin = server.connectAsAdmin();
        }
        return admin.createStatement();
    }

    void sql(String... statements) throws SQLException {
        try (Statement statement = look()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    int number(String sql) throws SQLException {
        try (Statement statement = look();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Load sessions as the server sees them. */
    int loadSessions() throws SQLException {
        return number("select count(*) from pg_stat_activity where application_name like 'pgsurge-load%'");
    }

    /** All sessions of pgsurge as the server sees them. */
    int pgsurgeSessions() throws SQLException {
        return number("select count(*) from pg_stat_activity where application_name like 'pgsurge-%'");
    }

    int events(GuardEvent.Kind kind) {
        return (int) events.stream().filter(event -> event.kind() == kind).count();
    }

    List<ConnectionManager> managers() {
        return managers;
    }

    void closeManagers() {
        managers.forEach(ConnectionManager::close);
        managers.clear();
    }

    void closeForeign() throws SQLException {
        for (Connection session : foreign) {
            session.close();
        }
        foreign.clear();
    }

    /** Closes managers and foreign sessions, keeps the server. */
    void reset() throws SQLException {
        closeManagers();
        closeForeign();
        events.clear();
        await("no session is left")
                .until(() -> pgsurgeSessions() == 0
                        && number("select count(*) from pg_stat_activity where application_name = 'foreign'") == 0);
    }

    @Override
    public void close() throws SQLException {
        try {
            reset();
        } finally {
            admin.close();
            server.close();
        }
    }
}
