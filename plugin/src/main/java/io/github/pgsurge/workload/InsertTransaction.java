package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Inserts K batches of a worker's rows and commits once. {@link #prepare} makes the next rows, outside every clock and
 * before a connection is taken; {@link #execute} writes them and can be called again, with the same rows, when it failed.
 *
 * <p>Owned by one thread. Only one batch is in memory at a time: the second and later batches of a transaction are made
 * while it is open, and the time for that is {@link Operation.Outcome#untimedNanos}.
 */
public final class InsertTransaction {
    private final Ingest ingest;
    private final RowGenerator generator;
    private final int batchSize;
    private final int batches;
    private final RowBatch rows = new RowBatch();
    private long first = -1;
    private long inMemory = -1;

    /**
     * @param batchSize rows a batch
     * @param batches batches a commit, 1 or more
     * @throws Rejection when the mode can't take such a batch, or {@code INSERT_COMMIT_BATCHES} such a number
     */
    public InsertTransaction(InsertMode mode, TableName table, RowGenerator generator, int batchSize, int batches)
            throws Rejection {
        mode.requireFits(batchSize, generator.dataBytes());
        this.ingest = mode.on(table);
        this.generator = generator;
        this.batchSize = batchSize;
        this.batches = Setting.INSERT_COMMIT_BATCHES.checked(batches);
    }

    /** Takes the next {@link #rows} sequence numbers and makes the first batch. */
    public void prepare() {
        first = generator.nextSequence();
        generator.skip(rows());
        load(first);
    }

    /** The sequence number of the transaction's first row; the others follow without a gap. */
    public long firstSequence() {
        return first;
    }

    /** Rows a transaction. */
    public long rows() {
        return (long) batchSize * batches;
    }

    /**
     * Writes what {@link #prepare} took, and commits. A single statement runs in autocommit, in one round trip. Whatever
     * happens the connection is left outside a transaction with autocommit as it was, unless it is broken.
     *
     * @return what was acknowledged, once the commit or the only statement has returned
     * @throws SQLException when it was not; the transaction is rolled back (or its outcome unknown, when the connection
     *     broke)
     */
    public Operation.Outcome execute(Connection connection) throws SQLException {
        if (first < 0) {
            throw new IllegalStateException("prepare() comes first");
        }
        long making = load(first);
        boolean autoCommit = connection.getAutoCommit();
        if (autoCommit && batches == 1 && ingest.isOneStatement(batchSize)) {
            long inserted = ingest.execute(connection);
            return new Operation.Outcome(inserted, ingest.bytes(), making, "");
        }
        long inserted = 0;
        long bytes = 0;
        try (Transaction transaction = Transaction.begin(connection, autoCommit)) {
            for (int batch = 0; batch < batches; batch++) {
                making += load(first + (long) batch * batchSize);
                inserted += ingest.execute(connection);
                bytes += ingest.bytes();
            }
            transaction.commit();
        }
        return new Operation.Outcome(inserted, bytes, making, "");
    }

    /** Makes the batch that begins there unless it is in memory; returns the nanoseconds that took. */
    private long load(long sequence) {
        if (inMemory == sequence) {
            return 0;
        }
        long start = System.nanoTime();
        generator.fill(rows, sequence, batchSize);
        ingest.prepare(rows);
        inMemory = sequence;
        return System.nanoTime() - start;
    }
}
