package io.github.pgsurge.postgres;

import java.util.TreeMap;

/**
 * How far the server has come in its WAL, in bytes: exact at once and open to every role, unlike {@code pg_stat_wal}. A
 * standby writes none of its own. Stateless.
 */
final class WalPosition {
    static final String GROUP = "wal position";

    /** Its counter. */
    static final String POSITION = "wal_position_bytes";

    static final Part PART = (connection, into) -> Sql.row(connection, """
            select case when pg_catalog.pg_is_in_recovery() then null
                        else (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_catalog.pg_lsn)::bigint end
            """, row -> {
        long position = row.getLong(1);
        if (!row.wasNull()) {
            TreeMap<String, Long> values = new TreeMap<>();
            values.put(POSITION, position);
            into.counters(new Counters(GROUP, "", true, values));
        }
    });

    private WalPosition() {}
}
