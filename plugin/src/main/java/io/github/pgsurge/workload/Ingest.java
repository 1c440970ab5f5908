package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One way to bring a batch of rows into the table. All leave the same values in every column but id and the timestamps,
 * which the table's defaults fill.
 *
 * <p>Instances keep buffers: one per thread. They keep nothing of a connection; prepared statements live in pgjdbc's
 * cache of each connection, keyed by the text, which is the same for the same number of rows.
 */
public interface Ingest {
    /** Encodes what can be encoded before the clock runs; the batch must stay as it is until it was executed. */
    void prepare(RowBatch batch);

    /**
     * Sends the prepared batch. May be called again after a failure.
     *
     * @return rows inserted; acknowledged only once the transaction that the caller holds open is committed
     */
    long execute(Connection connection) throws SQLException;

    /** Bytes of values that {@link #execute} sends, as {@link Operation.Outcome#bytes} defines them. */
    long bytes();

    /** Whether a batch of so many rows is atomic by itself, in one round trip, and needs no transaction around it. */
    boolean isOneStatement(int rows);
}
