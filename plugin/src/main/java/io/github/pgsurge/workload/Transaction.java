package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction on a connection: rolled back on close unless it was committed, autocommit as it was before. Closing
 * never throws: after a commit the work is done, and after a failure its cause is what the caller must see.
 */
final class Transaction implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Transaction.class);

    private final Connection connection;
    private final boolean autoCommitBefore;
    private boolean committed;

    private Transaction(Connection connection, boolean autoCommitBefore) {
        this.connection = connection;
        this.autoCommitBefore = autoCommitBefore;
    }

    static Transaction begin(Connection connection) throws SQLException {
        return begin(connection, connection.getAutoCommit());
    }

    static Transaction begin(Connection connection, boolean autoCommitBefore) throws SQLException {
        if (autoCommitBefore) {
            connection.setAutoCommit(false);
        }
        return new Transaction(connection, autoCommitBefore);
    }

    void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    @Override
    public void close() {
        try {
            if (!committed) {
                connection.rollback();
            }
            if (autoCommitBefore) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            log.debug("connection not clean after a transaction, most likely it is broken: {}", e.getMessage());
        }
    }
}
