package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pooled connection on loan. Close the lease, not the connection. For one thread at a time.
 *
 * @see ConnectionManager#acquire()
 */
public final class Lease implements AutoCloseable {
    private final LoadPool pool;
    private final Connection connection;
    private final long waitedNanos;
    private boolean closed;

    Lease(LoadPool pool, Connection connection, long waitedNanos) {
        this.pool = pool;
        this.connection = connection;
        this.waitedNanos = waitedNanos;
    }

    /** The connection; {@code unwrap(PGConnection.class)} reaches pgjdbc's own. */
    public Connection connection() {
        return connection;
    }

    /** How long it was waited for, in nanoseconds. */
    public long waitedNanos() {
        return waitedNanos;
    }

    /**
     * Gives the connection back to the pool, or really closes it when the guard wants it back. Idempotent.
     *
     * @throws SQLException when the roll-back of an open transaction fails; the connection is given up then
     */
    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            pool.takeBack(connection);
        }
    }
}
