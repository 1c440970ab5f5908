package io.github.pgsurge.postgres;

import java.util.ArrayList;
import java.util.List;

/** What a reading is made of. Stateless. */
final class Parts {
    /** Sessions that wait for a lock. */
    private static final Part LOCKS = (connection, into) -> Sql.row(
            connection,
            "select count(*) from pg_catalog.pg_locks where not granted",
            row -> into.gauge("locks_waiting", row.getInt(1)));

    /** How far the standbys are behind, the furthest of them; without {@code pg_monitor} nobody sees that, and of a standby's own
     * standbys only the time is known. */
    private static final Part REPLICATION = (connection, into) -> Sql.row(connection, """
            select count(*),
                   max(case when pg_catalog.pg_is_in_recovery() then null
                            else pg_catalog.pg_current_wal_lsn() - replay_lsn end)::bigint,
                   max(extract(epoch from replay_lag))::float8
            from pg_catalog.pg_stat_replication
            """, row -> {
        into.gauge("standbys", row.getInt(1));
        into.gauge("replication_lag_bytes", row.getObject(2, Long.class));
        into.gauge("replication_lag_s", row.getObject(3, Double.class));
    });

    private Parts() {}

    /** All there are on a server of that layout; the WAL position first, as it is what figures a row are made of. */
    static List<Part> of(Layout layout, String table) {
        List<Part> parts = new ArrayList<>();
        parts.add(WalPosition.PART);
        parts.add(Activity.PART);
        parts.add(LOCKS);
        for (CounterView view : CounterView.values()) {
            if (view.isIn(layout)) {
                parts.add(view.part(layout));
            }
        }
        BlockIo.in(layout).ifPresent(parts::add);
        parts.add(new TablePart(table));
        parts.add(REPLICATION);
        return List.copyOf(parts);
    }
}
