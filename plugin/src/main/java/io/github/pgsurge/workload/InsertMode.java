package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Words;

/** The ways to insert, by the words that {@code INSERT_MODE} knows. A new one is a class, a line here and its word there. */
public enum InsertMode {
    SINGLE(Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new SingleIngest(table);
        }
    },
    BATCH(Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new BatchIngest(table);
        }
    },
    VALUES(TableSchema.MAX_BIND_PARAMETERS / TableSchema.INSERT_COLUMN_COUNT) {
        @Override
        public Ingest on(TableName table) {
            return new ValuesIngest(table);
        }
    },
    UNNEST(Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new UnnestIngest(table);
        }
    },
    COPY_TEXT(Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new CopyTextIngest(table);
        }
    },
    COPY_BINARY(Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new CopyBinaryIngest(table);
        }
    };

    /** What a batch may take in memory, bytes: it is held once as rows and once encoded. */
    static final long MAX_BATCH_BYTES = 256L << 20;

    private final int maxRowsPerStatement;

    InsertMode(int maxRowsPerStatement) {
        this.maxRowsPerStatement = maxRowsPerStatement;
    }

    /** A new instance for one thread. */
    public abstract Ingest on(TableName table);

    /** The protocol's limit; {@link Integer#MAX_VALUE} where it has none. */
    public int maxRowsPerStatement() {
        return maxRowsPerStatement;
    }

    /** The largest batch for rows with so many bytes of data: the protocol's limit or 256 MiB of values. */
    public int maxBatchSize(int dataBytes) {
        return (int) Math.min(maxRowsPerStatement, MAX_BATCH_BYTES / (dataBytes + RowGenerator.MAX_PERSON_BYTES));
    }

    /**
     * Checks a batch against {@link #maxBatchSize}.
     *
     * @throws Rejection when this mode can't take a batch of that size
     */
    public void requireFits(int batchSize, int dataBytes) throws Rejection {
        int max = maxBatchSize(dataBytes);
        if (batchSize < 1 || batchSize > max) {
            throw Rejection.usage(Setting.BATCH_SIZE + ": " + batchSize + " does not fit " + Setting.INSERT_MODE + "="
                    + this
                    + ", allowed are 1 to " + max + " rows"
                    + (max == maxRowsPerStatement
                            ? " (the protocol binds at most " + TableSchema.MAX_BIND_PARAMETERS
                                    + " parameters a statement, a row has " + TableSchema.INSERT_COLUMN_COUNT + ")"
                            : " of " + dataBytes + " data bytes"));
        }
    }

    /** Its word in {@code INSERT_MODE}. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
