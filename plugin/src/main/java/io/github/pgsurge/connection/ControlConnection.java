package io.github.pgsurge.connection;

import io.github.pgsurge.connection.ConnectFailure.Endpoint;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The one connection beside the load: carries the reservation in its {@code application_name}, takes the samples.
 * While it lives the run reserves; when it dies, so does the reservation.
 *
 * <p>Not thread safe, but for {@link #cut()}: owned by the opening thread, then by the guard's, then by the closing one.
 * Nothing here waits longer than {@value #NETWORK_TIMEOUT_MS} ms for one answer.
 */
final class ControlConnection implements AutoCloseable {
    private static final int NETWORK_TIMEOUT_MS = 6_000;

    /** The advisory lock {@code pg_advisory_lock(1885827957, 1)}; the class id spells "pgsu". */
    private static final String LOCK_KEY = "(1885827957, 1)";

    /** Ends a statement that hangs, and lets the server notice within half a minute that this machine died. */
    private static final String SESSION_SETTINGS = "select set_config(s.name, w.value, false) from (values "
            + "('statement_timeout', '5s'), ('lock_timeout', '0'), ('idle_session_timeout', '0'), "
            + "('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3')) "
            + "w (name, value) join pg_catalog.pg_settings s using (name)";

    private final Dsn dsn;
    private final Endpoint endpoint;
    private final Dsn load;
    private final Set<Long> shared = new HashSet<>();
    private SessionName name;
    private volatile SocketGroup sockets;
    private Connection connection;

    /** @param dsn with the guard database; nothing is connected yet */
    ControlConnection(Dsn dsn, Endpoint endpoint, Dsn load, SessionName name) {
        this.dsn = dsn;
        this.endpoint = endpoint;
        this.load = load;
        this.name = name;
    }

    /** Connects, or connects anew; the session carries its reservation from its first packet on. */
    void connect() throws SQLException {
        close();
        sockets = new SocketGroup(dsn.connectTimeout(), new RoundTrips());
        Properties properties = dsn.properties(name.text());
        PGProperty.SOCKET_FACTORY.set(properties, SyncCloseSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, sockets.id());
        try {
            connection = new Driver().connect(dsn.url(), properties);
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            execute(SESSION_SETTINGS);
            for (long key : shared) {
                trySharedLock(key);
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    boolean isOpen() {
        return connection != null;
    }

    /** The first connection: its failures are the user's to mend. */
    void connectFirst() throws Rejection {
        try {
            connect();
        } catch (SQLException e) {
            throw ConnectFailure.explain(e, dsn, endpoint);
        }
    }

    /** Sessions of a pooler are lent out by transaction: no lock and no name of ours would hold on them. */
    boolean isBehindPooler() throws SQLException {
        return PoolerProbe.isBehindPooler(connection);
    }

    ServerFacts facts() throws SQLException {
        return ServerFacts.read(connection);
    }

    SlotReading read() throws SQLException {
        return SlotReading.take(connection, load.user(), load.database());
    }

    /** What this control session reserves, as others read it. */
    int published() {
        return name.cap();
    }

    /** Which manager this is, in the names of its sessions. */
    SessionName name() {
        return name;
    }

    /** The cap that a connection made anew is to carry. */
    void rename(int cap) {
        name = name.withCap(cap);
    }

    /** Makes the reservation readable to all. Raising it is right only under the lock, after a reading under the lock. */
    void publish(int cap) throws SQLException {
        SessionName renamed = name.withCap(cap);
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('application_name', ?, false)")) {
            statement.setString(1, renamed.text());
            statement.execute();
        }
        name = renamed;
    }

    /** Takes the reservation lock, waiting no longer than this. */
    boolean lock(Duration patience) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!ask("select pg_try_advisory_lock" + LOCK_KEY)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /**
     * Takes a shared advisory lock, and takes it again whenever the connection is made anew.
     *
     * @return false when somebody holds it exclusively
     */
    boolean share(long key) throws SQLException {
        boolean taken = trySharedLock(key);
        if (taken) {
            shared.add(key);
        }
        return taken;
    }

    private boolean trySharedLock(long key) throws SQLException {
        return ask("select pg_try_advisory_lock_shared(" + key + ")");
    }

    /**
     * Gives the shared lock back and tries the exclusive one. Of several that do so together at least the last to give
     * back can get it, and never two at once.
     *
     * @return whether it was got, and so nobody else shares the lock
     */
    boolean unshareAsLast(long key) throws SQLException {
        shared.remove(key);
        execute("select pg_advisory_unlock_shared(" + key + ")");
        return ask("select pg_try_advisory_lock(" + key + ")");
    }

    void unlockExclusive(long key) throws SQLException {
        execute("select pg_advisory_unlock(" + key + ")");
    }

    void unlock() throws SQLException {
        execute("select pg_advisory_unlock" + LOCK_KEY);
    }

    /** Ends load sessions the client has let go of but whose backends still work; waits no longer than this. */
    void terminateLoad(Duration patience) throws SQLException {
        if (endpoint == Endpoint.GUARD) {
            // a session that bears the load's name there is the pooler's, and may serve somebody else by now
            return;
        }
        connection.setNetworkTimeout(Runnable::run, Math.max(1, Math.toIntExact(patience.toMillis())));
        try (PreparedStatement statement = connection.prepareStatement(
                "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where application_name = ?")) {
            statement.setString(1, name.load().text());
            statement.execute();
        }
    }

    private boolean ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Breaks the connection under whoever waits on it. Any thread. */
    void cut() {
        SocketGroup group = sockets;
        if (group != null) {
            group.close();
        }
    }

    /** Closes, waiting about a second at most for the server; idempotent. */
    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // broken already: the server has forgotten it, or will when it notices
            }
            connection = null;
        }
        cut();
    }
}
