package io.github.pgsurge.cli.bench;

/** What every contender writes: the write-load plan's defaults. */
final class Workload {
    /** Connections, and clients that use them. */
    static final int CONNECTIONS = 10;
    /** Rows a statement or COPY. */
    static final int BATCH_SIZE = 100;
    /** Size of a row's {@code data}; with its other columns a row has about 1.1 KB. */
    static final int DATA_BYTES = 1_024;

    private Workload() {}
}
