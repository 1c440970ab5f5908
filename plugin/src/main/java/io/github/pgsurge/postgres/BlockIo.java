package io.github.pgsurge.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Blocks of relations that were read and written, by who did so: {@code pg_stat_io}, 16 and newer. Up to 17 it counts
 * blocks of {@code op_bytes}, from 18 on bytes. Immutable and thread safe.
 */
record BlockIo(String sql) implements Part {
    /** Before the names of its counters: the kind of process, a dot, what it did. */
    static final String PREFIX = "io.";

    static final String WRITTEN = ".blocks_written";
    private static final String READ = ".blocks_read";
    private static final String VIEW = "pg_stat_io";

    /** Of a server of that layout; empty when it has no such view. */
    static Optional<BlockIo> in(Layout layout) {
        if (!layout.has(VIEW, "backend_type")) {
            return Optional.empty();
        }
        boolean inBytes = layout.has(VIEW, "write_bytes");
        String written = inBytes
                ? "coalesce(write_bytes, 0) + coalesce(extend_bytes, 0)"
                : "(coalesce(writes, 0) + coalesce(extends, 0)) * op_bytes";
        String read = inBytes ? "coalesce(read_bytes, 0)" : "coalesce(reads, 0) * op_bytes";
        String blockSize = "pg_catalog.current_setting('block_size')::int";
        return Optional.of(new BlockIo("select max(stats_reset)::text, backend_type, (sum(" + written + ") / "
                + blockSize + ")::bigint, (sum(" + read + ") / " + blockSize + ")::bigint from pg_catalog." + VIEW
                + " where object = 'relation' group by backend_type"));
    }

    @Override
    public void read(Connection connection, ReadingBuilder into) throws SQLException {
        Sql.query(connection, sql, rows -> {
            TreeMap<String, Long> values = new TreeMap<>();
            String epoch = "";
            while (rows.next()) {
                epoch = CounterView.epoch(rows);
                String process = PREFIX + rows.getString(2).replace(' ', '_');
                values.put(process + WRITTEN, rows.getLong(3));
                values.put(process + READ, rows.getLong(4));
            }
            into.counters(new Counters(VIEW, epoch, false, values));
        });
    }
}
