package io.github.pgsurge.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which start of which server a reading is of. Immutable and thread safe.
 *
 * @param started when, in the server's words and by its clock
 * @param startedNanos about the same by this machine's {@link System#nanoTime()}
 */
record Postmaster(String started, long startedNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final String SQL = "select pg_catalog.pg_postmaster_start_time()::text, extract(epoch from"
            + " pg_catalog.clock_timestamp() - pg_catalog.pg_postmaster_start_time())::float8";

    /** Asks the server. */
    static Postmaster of(Connection connection) throws SQLException {
        Postmaster[] found = new Postmaster[1];
        Sql.row(
                connection,
                SQL,
                row -> found[0] = new Postmaster(
                        row.getString(1), System.nanoTime() - (long) (row.getDouble(2) * NANOS_PER_SECOND)));
        return found[0];
    }

    /**
     * Whether it is a server that was up already when an earlier reading was taken of another one, as after a failover: what
     * it counted so far is not of the time since. A server that was started anew since then is the same one.
     */
    boolean isBeside(Reading earlier) {
        return !started.equals(earlier.postmaster().started) && startedNanos <= earlier.nanos();
    }
}
