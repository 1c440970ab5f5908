package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY FROM STDIN of a batch that was encoded beforehand into one reused buffer. */
abstract class CopyIngest implements Ingest {
    private final String sql;
    private final WireBuffer buffer = new WireBuffer();

    CopyIngest(TableName table, String format) {
        sql = "COPY " + table.quoted() + " (" + TableSchema.INSERT_COLUMNS + ") FROM STDIN (FORMAT " + format + ")";
    }

    abstract void encode(RowBatch batch, WireBuffer out);

    @Override
    public final void prepare(RowBatch batch) {
        buffer.clear();
        encode(batch, buffer);
    }

    @Override
    public final long bytes() {
        return buffer.length();
    }

    @Override
    public final boolean isOneStatement(int rows) {
        return true;
    }

    @Override
    public final long execute(Connection connection) throws SQLException {
        CopyIn copy = begin(connection, sql);
        try {
            copy.writeToCopy(buffer.bytes(), 0, buffer.length());
            return copy.endCopy();
        } catch (SQLException | RuntimeException e) {
            abandon(copy, e);
            throw e;
        }
    }

    static CopyIn begin(Connection connection, String sql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    }

    /** Ends a COPY that failed on the client's side, so that the connection answers again. */
    static void abandon(CopyIn copy, Exception cause) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
