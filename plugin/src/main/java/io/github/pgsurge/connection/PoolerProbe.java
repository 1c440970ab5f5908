package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether a pooler stands before the server, and what it bears: through the data path only, with two
 * connections at most, leaving nothing behind. Made for one look, by one thread.
 *
 * <p>Without a pooler it costs one round trip. With one it waits no longer than {@value #PATIENCE_MS} ms for an answer;
 * what it cannot find out is unknown.
 */
final class PoolerProbe {
    /** Bounds each answer once a pooler is known to be there. */
    static final int PATIENCE_MS = 5_000;

    private static final Logger log = LoggerFactory.getLogger(PoolerProbe.class);

    private final Opener opener;
    private final boolean two;

    /** Opens a connection as the load would, with {@link #properties(Dsn)}. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    /** @param two whether a second connection may be open at the same time */
    PoolerProbe(Opener opener, boolean two) {
        this.opener = opener;
        this.two = two;
    }

    /**
     * What a probing connection is opened with. The driver must neither prepare anything by itself, not even a BEGIN or
     * COMMIT, nor keep a prepared statement that was closed.
     */
    static Dsn properties(Dsn dsn) {
        return dsn.with(PGProperty.PREPARE_THRESHOLD, "0").with(PGProperty.PREPARED_STATEMENT_CACHE_QUERIES, "0");
    }

    /** Whether the backend that answers is not the one that the driver was told of when it logged in. */
    static boolean isBehindPooler(Connection connection) throws SQLException {
        return backend(connection, "select pg_backend_pid()")
                != connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** Runs a query for the process id of the backend that serves it. */
    static int backend(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Looks at what serves this connection; of no use afterwards but for closing.
     *
     * @return empty when nothing stands between
     * @throws SQLException when even the first question gets no answer
     */
    Optional<Pooler> look(Connection first) throws SQLException {
        if (!isBehindPooler(first)) {
            return Optional.empty();
        }
        try {
            first.setNetworkTimeout(Runnable::run, PATIENCE_MS);
            Pooler.Mode mode = two ? new PoolModeProbe(first, opener).mode() : Pooler.Mode.UNKNOWN;
            PreparedStatementProbe statements = new PreparedStatementProbe(first);
            Pooler.Tracking tracking = statements.tracking();
            return Optional.of(new Pooler(statements.blocksRefused() ? Pooler.Mode.STATEMENT : mode, tracking));
        } catch (SQLException e) {
            log.info("the pooler's mode could not be told: {}", ConnectFailure.oneLine(e));
            return Optional.of(Pooler.UNKNOWN);
        }
    }
}
