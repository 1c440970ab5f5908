package io.github.pgsurge.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pooled connection on loan. Close the lease, not the connection. For one thread at a time, but for {@link #cancel()}.
 *
 * @see ConnectionSource#acquire()
 */
public final class Lease implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** How long a cancelled statement may take to end before its socket is closed. */
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(1);

    private final Connection connection;
    private final Return back;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How a connection goes back where it came from. */
    @FunctionalInterface
    public interface Return {
        /** Takes it back. */
        void takeBack(Connection connection) throws SQLException;
    }

    /** Of a connection that goes back this way. */
    public Lease(Connection connection, Return back) {
        this.connection = connection;
        this.back = back;
    }

    /** The connection; {@code unwrap(PGConnection.class)} reaches pgjdbc's own. */
    public Connection connection() {
        return connection;
    }

    /**
     * Ends the statement that runs on the connection: asks the server to cancel it, and closes the socket when that has
     * no effect within a second, as with a server that hangs. Any thread; returns at once.
     */
    public void cancel() {
        if (connection == null) {
            // of ConnectionSource.NONE: whoever opens its own cancels it
            return;
        }
        Thread canceller = new Thread(this::cancelNow, "pgsurge-cancel");
        canceller.setDaemon(true);
        canceller.start();
        Thread aborter = new Thread(this::abortIfStillOut, "pgsurge-abort");
        aborter.setDaemon(true);
        aborter.start();
    }

    private void cancelNow() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException tooLate) {
            log.debug("the statement could not be cancelled: {}", tooLate.getMessage());
        }
    }

    private void abortIfStillOut() {
        try {
            if (!closed.await(CANCEL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                connection.abort(Runnable::run);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException broken) {
            log.debug("the connection could not be aborted: {}", broken.getMessage());
        }
    }

    /**
     * Gives the connection back to the pool, or really closes it when the guard wants it back. Idempotent.
     *
     * @throws SQLException when the roll-back of an open transaction fails; the connection is given up then
     */
    @Override
    public void close() throws SQLException {
        if (closed.getCount() > 0) {
            closed.countDown();
            back.takeBack(connection);
        }
    }
}
