package io.github.pgsurge.workload;

import io.github.pgsurge.verdict.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * That an agent uses the load table: a shared advisory lock of the session of its control connection, taken before
 * {@link LoadTable#ensure} and gone with that session at the latest. The connection goes to the table's database, as the
 * same user as the load, and not through a transaction pooler.
 *
 * <p>Owned by one thread, which also owns the connection while a method runs.
 */
public final class TableUse {
    /** What {@link #release} came to. */
    public enum Release {
        /** Another agent still uses the table. */
        OTHERS_USE_IT,
        /** Nobody uses it any more, and it was not dropped: not asked for, or not pgsurge's. */
        KEPT,
        /** This agent was the last and dropped it. */
        DROPPED
    }

    private final Connection control;
    private final LoadTable table;
    private final long key;

    private TableUse(Connection control, LoadTable table, long key) {
        this.control = control;
        this.table = table;
        this.key = key;
    }

    /** Declares the use; waits while another agent is dropping the table. */
    public static TableUse begin(Connection control, LoadTable table) throws SQLException, Rejection {
        long key = TableLock.of(control, table.name()).use();
        call(control, "SELECT pg_advisory_lock_shared(?) IS NOT NULL", key);
        return new TableUse(control, table, key);
    }

    /**
     * Ends the use; the last agent to do so drops the table, if asked to and if pgsurge created it. Each gives its own
     * lock back first and then tries the exclusive one: of agents that end together at least the last to give back can
     * get it, and never two at once.
     */
    public Release release(boolean dropIfLast) throws SQLException, Rejection {
        call(control, "SELECT pg_advisory_unlock_shared(?)", key);
        if (!call(control, "SELECT pg_try_advisory_lock(?)", key)) {
            return Release.OTHERS_USE_IT;
        }
        try {
            return dropIfLast && table.drop(control) ? Release.DROPPED : Release.KEPT;
        } finally {
            call(control, "SELECT pg_advisory_unlock(?)", key);
        }
    }

    private static boolean call(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet r = statement.executeQuery()) {
                r.next();
                return r.getBoolean(1);
            }
        }
    }
}
