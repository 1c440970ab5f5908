package io.github.pgsurge.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A view of one row of counters, of which those columns are read that the server has. Immutable and thread safe. */
enum CounterView {
    /** Of the load's database. */
    DATABASE(
            "pg_stat_database",
            "where datname = pg_catalog.current_database()",
            "xact_commit",
            "xact_rollback",
            "deadlocks",
            "temp_files",
            "temp_bytes",
            "blks_read",
            "blks_hit",
            "tup_inserted",
            "tup_updated",
            "tup_deleted"),
    /** 14 and newer; what was written and synced is in pg_stat_io from 18 on. */
    WAL("pg_stat_wal", "", "wal_records", "wal_fpi", "wal_bytes", "wal_buffers_full", "wal_write", "wal_sync"),
    /** Checkpoints are here up to 16, in {@link #CHECKPOINTER} afterwards. */
    BGWRITER(
            "pg_stat_bgwriter",
            "",
            "checkpoints_timed",
            "checkpoints_req",
            "buffers_checkpoint",
            "buffers_clean",
            "buffers_backend"),
    CHECKPOINTER("pg_stat_checkpointer", "", "num_timed", "num_requested", "buffers_written");

    private final String view;
    private final String where;
    private final List<String> columns;

    CounterView(String view, String where, String... columns) {
        this.view = view;
        this.where = where;
        this.columns = List.of(columns);
    }

    /** The statement that reads what there is of it; empty when that is nothing. */
    String sql(Layout layout) {
        List<String> present = layout.present(view, columns);
        return present.isEmpty()
                ? ""
                : "select " + epoch(layout, view) + ", "
                        + present.stream().map(CounterView::whole).collect(Collectors.joining(", "))
                        + " from pg_catalog." + view + (where.isEmpty() ? "" : " " + where);
    }

    /** Since when a view counts, as a column without a name; the view's last reset where there is one. */
    static String epoch(Layout layout, String view) {
        return layout.has(view, "stats_reset") ? "stats_reset::text" : "null::text";
    }

    private static String whole(String column) {
        return column + "::bigint";
    }

    /** How it is read on a server of that layout. */
    Part part(Layout layout) {
        List<String> present = layout.present(view, columns);
        String sql = sql(layout);
        return (connection, into) -> Sql.row(
                connection, sql, row -> into.counters(new Counters(view, epoch(row), false, values(row, present, ""))));
    }

    static String epoch(ResultSet row) throws SQLException {
        String since = row.getString(1);
        return since == null ? "" : since;
    }

    /** The columns from the second on that are not null, under these names. */
    static SortedMap<String, Long> values(ResultSet row, List<String> names, String prefix) throws SQLException {
        SortedMap<String, Long> values = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            long value = row.getLong(i + 2);
            if (!row.wasNull()) {
                values.put(prefix + names.get(i), value);
            }
        }
        return values;
    }

    /** Whether the server has anything of it. */
    boolean isIn(Layout layout) {
        return !layout.present(view, columns).isEmpty();
    }
}
