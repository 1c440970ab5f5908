package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The ways to insert, by the names that {@code insert.mode} knows. A new one is a class and a line here. */
public enum InsertMode {
    SINGLE("single", Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new SingleIngest(table);
        }
    },
    BATCH("batch", Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new BatchIngest(table);
        }
    },
    VALUES("values", TableSchema.MAX_BIND_PARAMETERS / TableSchema.INSERT_COLUMN_COUNT) {
        @Override
        public Ingest on(TableName table) {
            return new ValuesIngest(table);
        }
    },
    UNNEST("unnest", Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new UnnestIngest(table);
        }
    },
    COPY_TEXT("copy-text", Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new CopyTextIngest(table);
        }
    },
    COPY_BINARY("copy-binary", Integer.MAX_VALUE) {
        @Override
        public Ingest on(TableName table) {
            return new CopyBinaryIngest(table);
        }
    };

    /** What a batch may take in memory, bytes: it is held once as rows and once encoded. */
    static final long MAX_BATCH_BYTES = 256L << 20;

    private final String label;
    private final int maxRowsPerStatement;

    InsertMode(String label, int maxRowsPerStatement) {
        this.label = label;
        this.maxRowsPerStatement = maxRowsPerStatement;
    }

    /**
     * Reads {@code insert.mode}.
     *
     * @throws Rejection that lists the modes
     */
    public static InsertMode parse(String text) throws Rejection {
        for (InsertMode mode : values()) {
            if (mode.label.equals(text)) {
                return mode;
            }
        }
        throw Rejection.usage("insert.mode: '" + text + "' is not one of "
                + Arrays.stream(values()).map(InsertMode::toString).collect(Collectors.joining(", ")));
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
            throw Rejection.usage("BATCH_SIZE: " + batchSize + " does not fit insert.mode=" + label
                    + ", allowed are 1 to " + max + " rows"
                    + (max == maxRowsPerStatement
                            ? " (the protocol binds at most " + TableSchema.MAX_BIND_PARAMETERS
                                    + " parameters a statement, a row has " + TableSchema.INSERT_COLUMN_COUNT + ")"
                            : " of " + dataBytes + " data bytes"));
        }
    }

    /** The name in {@code insert.mode}. */
    @Override
    public String toString() {
        return label;
    }
}
