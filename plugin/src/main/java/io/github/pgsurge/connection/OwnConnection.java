package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends one client the same connection again and again, as an application keeps one: opened when it is first wanted, and
 * anew after it was broken or the guard had it back, which takes it between two loans. Counts as a fresh connection of its
 * manager. For one thread.
 */
public final class OwnConnection implements ConnectionSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OwnConnection.class);

    private final ConnectionManager manager;
    private Connection kept;

    /** From this manager's budget; nothing is opened yet. */
    public OwnConnection(ConnectionManager manager) {
        this.manager = manager;
    }

    @Override
    public Lease acquire() throws SQLException {
        if (kept != null && kept.isClosed()) {
            // its permit comes back only so
            close();
        }
        if (kept == null) {
            kept = manager.openFresh();
        }
        return new Lease(kept, OwnConnection::takeBack);
    }

    private static void takeBack(Connection connection) throws SQLException {
        if (!connection.isClosed() && GuardedConnection.isWantedBack(connection)) {
            connection.close();
        }
    }

    /** Closes it, broken or not. */
    @Override
    public void close() {
        if (kept != null) {
            try {
                kept.close();
            } catch (SQLException broken) {
                log.debug("a connection of its own was broken: {}", broken.getMessage());
            }
            kept = null;
        }
    }
}
