package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.SQLException;

/** Inserts a worker's rows, a transaction each run, until its share of them is written. */
public final class InsertOperation implements Operation {
    /** A share without an end. */
    public static final long ENDLESS = Long.MAX_VALUE;

    private final InsertTransaction transaction;
    private final String description;
    private final long share;
    private long acknowledged;

    /**
     * @param transaction this worker's
     * @param description what it does, for people
     * @param share transactions to acknowledge, or {@link #ENDLESS}
     */
    public InsertOperation(InsertTransaction transaction, String description, long share) {
        this.transaction = transaction;
        this.description = description;
        this.share = share;
    }

    @Override
    public void prepare() {
        transaction.prepare();
    }

    @Override
    public Outcome execute(Connection connection) throws SQLException {
        Outcome outcome = transaction.execute(connection);
        acknowledged++;
        return outcome;
    }

    @Override
    public boolean isExhausted() {
        return acknowledged >= share;
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public String describe() {
        return description;
    }
}
