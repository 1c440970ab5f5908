package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Inserts K batches of a worker's rows and commits once. {@link #prepare} makes the next rows, outside every clock and
 * before a connection is taken; {@link #execute} writes them and can be called again, with the same rows, when it failed.
 *
 * <p>Owned by one thread. Only one batch is in memory at a time: the second and later batches of a transaction are made
 * while it is open, and the time for that is taken out of {@link Written#nanos}.
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
     * @throws Rejection when the mode can't take such a batch, or batches is below 1
     */
    public InsertTransaction(InsertMode mode, TableName table, RowGenerator generator, int batchSize, int batches)
            throws Rejection {
        mode.requireFits(batchSize, generator.dataBytes());
        if (batches < 1) {
            throw Rejection.usage("batches per transaction: " + batches + " is below 1");
        }
        this.ingest = mode.on(table);
        this.generator = generator;
        this.batchSize = batchSize;
        this.batches = batches;
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
    public Written execute(Connection connection) throws SQLException {
        if (first < 0) {
            throw new IllegalStateException("prepare() comes first");
        }
        load(first);
        boolean autoCommit = connection.getAutoCommit();
        return autoCommit && batches == 1 && ingest.isOneStatement(batchSize)
                ? autoCommitted(connection)
                : committed(connection, autoCommit);
    }

    private Written autoCommitted(Connection connection) throws SQLException {
        long start = System.nanoTime();
        long inserted = ingest.execute(connection);
        return new Written(inserted, ingest.bytes(), System.nanoTime() - start);
    }

    private Written committed(Connection connection, boolean autoCommit) throws SQLException {
        long start = System.nanoTime();
        try (Transaction transaction = Transaction.begin(connection, autoCommit)) {
            long inserted = 0;
            long bytes = 0;
            long making = 0;
            for (int batch = 0; batch < batches; batch++) {
                long pause = System.nanoTime();
                load(first + (long) batch * batchSize);
                making += System.nanoTime() - pause;
                inserted += ingest.execute(connection);
                bytes += ingest.bytes();
            }
            transaction.commit();
            return new Written(inserted, bytes, System.nanoTime() - start - making);
        }
    }

    private void load(long sequence) {
        if (inMemory != sequence) {
            generator.fill(rows, sequence, batchSize);
            ingest.prepare(rows);
            inMemory = sequence;
        }
    }
}
