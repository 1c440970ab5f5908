package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A JDBC batch. With {@code reWriteBatchedInserts=true} on the connection, which the caller sets, pgjdbc turns it into
 * multi-row INSERTs of 128, 64, 32, ... rows sent together. Without it the rows are still right and still sent together,
 * but the server binds and executes each by itself: several times slower.
 */
final class BatchIngest extends ParameterIngest {
    /**
     * pgjdbc puts a Sync after every 256 statements of a batch, rewritten or not ({@code MAX_BUFFERED_RECV_BYTES} in its
     * QueryExecutorImpl). Up to then all of them are one implicit transaction (PostgreSQL documentation, Message Flow,
     * "Pipelining"), and a COMMIT would be a second round trip for nothing.
     */
    private static final int MAX_ROWS_BEFORE_SYNC = 200;

    private final String sql = insert(1);

    BatchIngest(TableName table) {
        super(table);
    }

    @Override
    public boolean isOneStatement(int rows) {
        return rows <= MAX_ROWS_BEFORE_SYNC;
    }

    @Override
    public long execute(Connection connection) throws SQLException {
        long inserted = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int row = 0; row < batch().rows(); row++) {
                bind(statement, row, 1);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                // a rewritten INSERT that succeeded reports "no info" for each of its rows
                inserted += count == Statement.SUCCESS_NO_INFO ? 1 : count;
            }
        }
        return inserted;
    }
}
