package io.github.pgsurge.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;

/**
 * Size, dead rows and autovacuum of the load's table, as long as there is one. Immutable and thread safe.
 *
 * @param table its name, quoted where it must be
 */
record TablePart(String table) implements Part {
    private static final String SQL = Sql.MARK + """
            select pg_catalog.pg_table_size(c.oid), pg_catalog.pg_indexes_size(c.oid),
                   pg_catalog.pg_stat_get_live_tuples(c.oid), pg_catalog.pg_stat_get_dead_tuples(c.oid),
                   pg_catalog.pg_stat_get_last_autovacuum_time(c.oid)::text,
                   c.oid::text, pg_catalog.pg_stat_get_autovacuum_count(c.oid),
                   pg_catalog.pg_stat_get_autoanalyze_count(c.oid)
            from pg_catalog.pg_class c where c.oid = pg_catalog.to_regclass(?)
            """;

    /** Its counters. */
    static final String AUTOVACUUMS = "autovacuum_count";

    private static final String AUTOANALYZES = "autoanalyze_count";

    @Override
    public void read(Connection connection, ReadingBuilder into) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    read(row, into);
                }
            }
        }
    }

    private static void read(ResultSet row, ReadingBuilder into) throws SQLException {
        into.gauge("table_bytes", row.getLong(1));
        into.gauge("index_bytes", row.getLong(2));
        into.gauge("live_rows", row.getLong(3));
        into.gauge("dead_rows", row.getLong(4));
        into.text("last_autovacuum", row.getString(5));
        TreeMap<String, Long> values = new TreeMap<>();
        values.put(AUTOVACUUMS, row.getLong(7));
        values.put(AUTOANALYZES, row.getLong(8));
        // a table that takes the place of another counts from 0
        into.counters(new Counters("pg_stat_user_tables", row.getString(6), false, values));
    }
}
