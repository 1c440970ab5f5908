package io.github.pgsurge.connection;

import io.github.pgsurge.connection.ConnectFailure.Endpoint;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * A connection that reads a server beside the load. The budget knows it by its {@code application_name} and leaves
 * room for it: it is no part of the load.
 *
 * <p>For one thread at a time. No answer is waited for longer than its timeout and a second.
 */
public final class MonitorConnection implements AutoCloseable {
    private static final int DRIVER_GRACE_MS = 1_000;

    private static final String SESSION_SETTINGS = "select set_config(s.name, w.value, false) from (values "
            + "('statement_timeout', ?), ('lock_timeout', '100ms'), ('idle_session_timeout', '0'), "
            + "('default_transaction_read_only', 'on'), ('jit', 'off'), "
            + "('tcp_keepalives_idle', '10'), ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3')) "
            + "w (name, value) join pg_catalog.pg_settings s using (name)";

    private final Connection connection;

    private MonitorConnection(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects. Nothing is set yet in the session, which may be one that a pooler lends to others.
     *
     * @param label of the run that it belongs to
     * @param timeout longest wait for an answer
     * @throws Rejection with one line on what is wrong and which setting mends it
     */
    public static MonitorConnection open(Dsn dsn, RunLabel label, Duration timeout) throws Rejection {
        Properties properties = dsn.properties(SessionName.monitor(label).text());
        int loginSeconds = Math.toIntExact(Math.max(1, timeout.plusMillis(999).toSeconds()));
        PGProperty.SOCKET_TIMEOUT.set(properties, loginSeconds);
        PGProperty.CONNECT_TIMEOUT.set(
                properties,
                Math.toIntExact(Math.min(loginSeconds, dsn.connectTimeout().toSeconds())));
        try {
            Connection connection = new Driver().connect(dsn.url(), properties);
            try {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()) + DRIVER_GRACE_MS);
            } catch (SQLException unusable) {
                connection.close();
                throw unusable;
            }
            return new MonitorConnection(connection);
        } catch (SQLException failure) {
            throw ConnectFailure.explain(failure, dsn, Endpoint.MONITOR);
        }
    }

    /** Whether a pooler stands before the server, so that what is read may be of any of its sessions. */
    public boolean isBehindPooler() throws SQLException {
        return PoolerProbe.isBehindPooler(connection);
    }

    /** Bounds its statements, lets it wait for no lock longer than a tenth of a second, and lets it read only. */
    public void restrain(Duration timeout) throws SQLException {
        try (PreparedStatement settings = connection.prepareStatement(SESSION_SETTINGS)) {
            settings.setString(1, Long.toString(timeout.toMillis()));
            settings.execute();
        }
    }

    /** The process that serves it. */
    public int backendPid() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** The connection itself, in autocommit. */
    public Connection connection() {
        return connection;
    }

    /** The message of a failure on it, on one line. */
    public static String oneLine(SQLException failure) {
        return ConnectFailure.oneLine(failure);
    }

    /** Closes it, broken or not. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException broken) {
            // the server has forgotten it, or will when it notices
        }
    }
}
