package io.github.pgsurge.connection;

import io.github.pgsurge.connection.Permits.Permit;
import io.github.pgsurge.dsn.Dsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * The one place that opens physical load connections of a manager, whoever asks: never more at once than the
 * {@link Permits} allow. Thread safe.
 */
final class GuardedConnections implements AutoCloseable {
    private final Dsn dsn;
    private final Duration patience;
    private final Permits permits;
    private final SocketGroup sockets;
    private final Properties properties;
    private final int socketTimeoutMs;
    private final Runnable onServerFull;
    private final Set<Connection> alive = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private volatile Runnable idleGiver = () -> {};
    private volatile Failure lastFailure;
    private volatile SQLException lost;

    /** A connection attempt that failed, and when by {@link System#nanoTime()}. */
    private record Failure(SQLException cause, long atNanos) {}

    /**
     * @param patience longest wait for a permit
     * @param roundTrips counts what they ask
     * @param onServerFull run on the connecting thread after the server answered 53300
     */
    GuardedConnections(
            Dsn dsn,
            String applicationName,
            Permits permits,
            Duration patience,
            RoundTrips roundTrips,
            Runnable onServerFull) {
        this.dsn = dsn;
        this.patience = patience;
        this.permits = permits;
        this.onServerFull = onServerFull;
        this.properties = dsn.properties(applicationName);
        this.socketTimeoutMs = dsn.socketTimeoutMs();
        this.sockets = new SocketGroup(dsn.connectTimeout(), roundTrips);
        PGProperty.SOCKET_FACTORY.set(properties, SyncCloseSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, sockets.id());
    }

    /** Who gives idle connections back when a permit is wanted elsewhere. */
    void idleGiver(Runnable giver) {
        idleGiver = giver;
    }

    Permits permits() {
        return permits;
    }

    /** Attempts that the server answered with 53300. */
    long refused53300() {
        return refused.get();
    }

    /** Notes a 53300 that another connection of the run met. */
    void countRefused() {
        refused.incrementAndGet();
    }

    /** The guard lost sight of the server for this reason. */
    void lost(SQLException cause) {
        lost = cause;
    }

    /** The guard sees the server again. */
    void found() {
        lost = null;
    }

    /** Why nothing can be opened, and so need not be waited for, while the guard sees nothing and no connection is left. */
    private SQLException hopeless() {
        SQLException cause = lost;
        return cause != null && permits.cap() == 0 ? cause : null;
    }

    /**
     * The reason of the last failed attempt, when it failed after this {@link System#nanoTime()}, or why none can be made;
     * else null.
     */
    SQLException failureSince(long nanos) {
        SQLException hopeless = hopeless();
        if (hopeless != null) {
            return hopeless;
        }
        Failure failure = lastFailure;
        return failure != null && failure.atNanos() - nanos >= 0 ? failure.cause() : null;
    }

    /**
     * Opens a connection; whoever gets it closes it.
     *
     * @throws SQLException the server's own, or {@link Permits#EXHAUSTED} or {@link Permits#CLOSED}
     */
    Connection open(Holder holder) throws SQLException {
        SQLException hopeless = hopeless();
        if (hopeless != null) {
            throw new SQLTransientConnectionException(
                    ConnectFailure.oneLine(hopeless), hopeless.getSQLState(), hopeless);
        }
        Permit permit = permits.take(holder, patience, holder == Holder.POOL ? () -> {} : idleGiver);
        Connection raw = null;
        try {
            raw = new Driver().connect(dsn.url(), properties);
            raw.setNetworkTimeout(Runnable::run, socketTimeoutMs);
            GuardedConnection[] self = new GuardedConnection[1];
            self[0] = PhysicalConnection.of(raw, permit, holder, () -> alive.remove(self[0]));
            alive.add(self[0]);
            lastFailure = null;
            return self[0];
        } catch (SQLException | RuntimeException e) {
            if (raw != null) {
                raw.close();
            }
            if (e instanceof SQLException failure) {
                note(failure);
            }
            permit.giveBack();
            throw e;
        }
    }

    private void note(SQLException failure) {
        lastFailure = new Failure(failure, System.nanoTime());
        if (ConnectFailure.TOO_MANY_CONNECTIONS.equals(failure.getSQLState())) {
            refused.incrementAndGet();
            // whatever the sums say, the server is full: not one more until the guard has looked
            permits.freeze(1);
            onServerFull.run();
        }
    }

    /** Fails who waits for a permit and who will ask for one; open connections stay. */
    void refuseNew() {
        permits.close();
    }

    /** Closes every connection at once, whatever its thread is waiting for. Idempotent. */
    @Override
    public void close() {
        permits.close();
        sockets.close();
        for (Connection connection : Set.copyOf(alive)) {
            try {
                connection.close();
            } catch (SQLException e) {
                // its socket is closed, and that is all that was wanted
            }
        }
    }
}
