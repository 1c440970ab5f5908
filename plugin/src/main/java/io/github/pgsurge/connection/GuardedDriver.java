package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/**
 * The JDBC driver of {@code jdbc:pgsurge:<name>}: a stock pool over such a URL takes its physical connections from the
 * same budget as the manager's own pool. User and password given are ignored, they are the manager's.
 *
 * <p>Registered with {@link DriverManager} while at least one manager is open. Thread safe. Public, with a public
 * constructor, because pools instantiate drivers by class name.
 */
public final class GuardedDriver implements Driver {
    /** What every URL starts with. */
    public static final String PREFIX = "jdbc:pgsurge:";

    private static final Map<String, GuardedConnections> MANAGERS = new ConcurrentHashMap<>();
    private static final GuardedDriver REGISTERED = new GuardedDriver();

    /** Any instance serves every open manager. */
    public GuardedDriver() {}

    static synchronized void register(String name, GuardedConnections connections) throws SQLException {
        if (MANAGERS.isEmpty()) {
            DriverManager.registerDriver(REGISTERED);
        }
        MANAGERS.put(name, connections);
    }

    static synchronized void deregister(String name) {
        if (MANAGERS.remove(name) != null && MANAGERS.isEmpty()) {
            try {
                DriverManager.deregisterDriver(REGISTERED);
            } catch (SQLException e) {
                throw new IllegalStateException("only the registrar's own code gets here", e);
            }
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Opens a connection from the budget of the manager the URL names.
     *
     * @throws SQLException {@link Permits#CLOSED} when no open manager has this name
     */
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        GuardedConnections connections = MANAGERS.get(url.substring(PREFIX.length()));
        if (connections == null) {
            throw new SQLException("no open connection manager has the URL " + url, Permits.CLOSED);
        }
        return connections.open(Holder.DRIVER);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
