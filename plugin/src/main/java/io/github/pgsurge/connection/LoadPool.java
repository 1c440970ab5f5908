package io.github.pgsurge.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * HikariCP over the guarded connections: never larger than the cap, and able to give back exactly as many idle
 * connections as are wanted. Thread safe.
 */
final class LoadPool implements AutoCloseable {
    private static final long VALIDATION_TIMEOUT_MS = 1_000;
    private static final long IDLE_TIMEOUT_MS = 60_000;
    /** A wait is cut into pieces of this length, to see whether a connection can be had at all. */
    private static final long LOOK_MS = 1_000;

    private final GuardedConnections connections;
    private final HikariDataSource hikari;
    private final long timeoutNanos;
    private volatile int minIdle;

    LoadPool(GuardedConnections connections, PoolSettings settings, String name) {
        this.connections = connections;
        this.minIdle = settings.minIdle();
        int cap = connections.permits().cap();
        long timeout = settings.acquireTimeout().toMillis();
        this.timeoutNanos = settings.acquireTimeout().toNanos();
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new GuardedDataSource(connections));
        config.setMaximumPoolSize(Math.max(1, cap));
        config.setMinimumIdle(Math.min(minIdle, cap));
        config.setConnectionTimeout(Math.min(timeout, LOOK_MS));
        config.setValidationTimeout(Math.min(VALIDATION_TIMEOUT_MS, timeout));
        config.setMaxLifetime(settings.maxLifetime().toMillis());
        config.setIdleTimeout(minIdle < cap ? IDLE_TIMEOUT_MS : 0);
        config.setKeepaliveTime(0);
        // pre-flight has checked the connection; here HikariCP would log a stack trace for a user's mistake
        config.setInitializationFailTimeout(-1);
        this.hikari = new HikariDataSource(config);
        connections.idleGiver(this::lendIdle);
    }

    /** Waits for a busy connection as long as the acquire timeout, for a server that takes none no longer than it says so. */
    Lease acquire() throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return new Lease(hikari.getConnection(), this::takeBack);
            } catch (SQLTransientConnectionException e) {
                boolean over = System.nanoTime() - start >= timeoutNanos;
                if (over || connections.failureSince(start) != null) {
                    throw explain(e, start);
                }
            }
        }
    }

    /** The reason under HikariCP's time-out: what the last attempt to connect met, or that all are in use. */
    private SQLException explain(SQLTransientConnectionException timeout, long start) {
        SQLException reason = connections.failureSince(start);
        if (reason != null && reason.getSQLState() != null) {
            return new SQLTransientConnectionException(ConnectFailure.oneLine(reason), reason.getSQLState(), timeout);
        }
        long waitedMs = (System.nanoTime() - start) / 1_000_000;
        return new SQLTransientConnectionException(
                "no connection within " + waitedMs + " ms: "
                        + connections.permits().describe(),
                Permits.EXHAUSTED,
                timeout);
    }

    private void takeBack(Connection connection) throws SQLException {
        if (!connection.isClosed() && GuardedConnection.isWantedBack(connection)) {
            hikari.evictConnection(connection);
        } else {
            connection.close();
        }
    }

    /** Follows the cap; HikariCP takes no maximum below 1, the permits hold the line at 0. */
    void resize(int cap) {
        hikari.setMinimumIdle(Math.min(minIdle, cap));
        hikari.setMaximumPoolSize(Math.max(1, cap));
    }

    /** Closes idle connections as long as more are open than the cap allows. */
    void shedIdle() {
        while (connections.permits().surplus() > 0 && evictOne()) {
            // the surplus shrinks with each one claimed
        }
    }

    /** Others want permits: keeps no connection ready beyond need from now on, and gives one up. */
    private void lendIdle() {
        minIdle = 0;
        hikari.setMinimumIdle(0);
        evictOne();
    }

    /**
     * Takes an idle connection and really closes it. {@code softEvictConnections} would do so to every connection of
     * the pool, the busy ones when they return.
     */
    private boolean evictOne() {
        if (hikari.getHikariPoolMXBean().getIdleConnections() == 0) {
            return false;
        }
        try {
            Connection idle = ((HikariPool) hikari.getHikariPoolMXBean()).getConnection(0);
            idle.unwrap(GuardedConnection.class).doom();
            hikari.evictConnection(idle);
            return true;
        } catch (SQLException e) {
            // a sampler was faster, or the idle one was broken: there is none to give now
            return false;
        }
    }

    /** Closes the pool; may take as long as its threads take to let go of their sockets. */
    @Override
    public void close() {
        hikari.close();
    }
}
