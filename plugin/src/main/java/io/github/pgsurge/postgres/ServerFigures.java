package io.github.pgsurge.postgres;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What readings of a server come to between a start and an end: the fields of its block in run.json. What was not measured
 * is absent. Not thread safe.
 *
 * @param growth of the counters from the start to the end
 * @param peaks over the readings from the start to the end
 * @param end the last reading while the load was on
 * @param afterwards the one of which the table's figures are, once the load's sessions have told theirs
 * @param seconds from the start to the end
 * @param rows that the load wrote and had acknowledged in that time
 */
record ServerFigures(Growth growth, Peaks peaks, Reading end, Reading afterwards, double seconds, OptionalLong rows) {
    private static final int MOST_WAITS = 15;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MILLIS_PER_SECOND = 1e3;

    /**
     * The fields, plain numbers first. {@code transactions} and {@code rollbacks} are as the server counts them: from
     * PostgreSQL 15 on a session tells its own only together with other figures, so that those of statements that touch no
     * table come late, or not before the session ends.
     */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("window_s", seconds);
        whole(fields, "backends_max", peaks.of("backends"));
        whole(fields, "backends_active_max", peaks.of("backends_active"));
        whole(fields, "load_backends_max", peaks.of("load_backends"));
        whole(fields, "locks_waiting_max", peaks.of("locks_waiting"));
        put(fields, "transactions", growth.sum("xact_commit", "xact_rollback"));
        put(fields, "rollbacks", growth.of("xact_rollback"));
        put(fields, "deadlocks", growth.of("deadlocks"));
        put(fields, "temp_files", growth.of("temp_files"));
        put(fields, "temp_bytes", growth.of("temp_bytes"));
        share(fields, "cache_hit_ratio", growth.of("blks_hit"), growth.sum("blks_hit", "blks_read"));
        put(fields, "wal_bytes", walBytes());
        put(fields, "wal_records", growth.of("wal_records"));
        put(fields, "wal_fpi", growth.of("wal_fpi"));
        put(fields, "checkpoints_timed", growth.sum("checkpoints_timed", "num_timed"));
        put(fields, "checkpoints_requested", growth.sum("checkpoints_req", "num_requested"));
        put(fields, "blocks_written", blocksWritten());
        last(fields, "table_bytes");
        last(fields, "index_bytes");
        last(fields, "live_rows");
        last(fields, "dead_rows");
        put(fields, "autovacuums", growth.of(TablePart.AUTOVACUUMS));
        last(fields, "standbys");
        whole(fields, "replication_lag_bytes_max", peaks.of("replication_lag_bytes"));
        peaks.of("replication_lag_s").ifPresent(lag -> fields.put("replication_lag_s_max", lag));
        growth.of(ServerSession.CPU_MS).ifPresent(millis -> {
            fields.put("cpu_s", millis / MILLIS_PER_SECOND);
            if (seconds > 0) {
                int cpus = Runtime.getRuntime().availableProcessors();
                fields.put("cpu_share", millis / MILLIS_PER_SECOND / seconds / cpus);
            }
        });
        put(fields, "written_rows", rows);
        perRow(fields, "wal_bytes_per_row", walBytes(), 1);
        perRow(fields, "wal_fpi_per_row", growth.of("wal_fpi"), 1);
        perRow(fields, "blocks_written_per_row", blocksWritten(), 1);
        perRow(fields, "cpu_us_per_row", growth.of(ServerSession.CPU_MS), MICROS_PER_MILLI);
        String vacuumed =
                afterwards.texts().getOrDefault("last_autovacuum", end.texts().get("last_autovacuum"));
        if (vacuumed != null) {
            fields.put("last_autovacuum", vacuumed);
        }
        fields.put("waits", peaks.waits(MOST_WAITS));
        SortedMap<String, Long> writers = blocksWrittenBy();
        writers.values().removeIf(blocks -> blocks == 0);
        fields.put("blocks_written_by", writers);
        end.activity()
                .ifPresent(activity ->
                        fields.put("applications_at_end", Activity.most(activity.applications(), MOST_WAITS)));
        return fields;
    }

    private OptionalLong walBytes() {
        return growth.of(WalPosition.POSITION);
    }

    private OptionalLong blocksWritten() {
        SortedMap<String, Long> by = blocksWrittenBy();
        return by.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        by.values().stream().mapToLong(Long::longValue).sum());
    }

    /** From pg_stat_io where there is one, as only that knows who; else what the older views know. */
    private SortedMap<String, Long> blocksWrittenBy() {
        SortedMap<String, Long> by = new TreeMap<>();
        growth.startingWith(BlockIo.PREFIX).forEach((counter, blocks) -> {
            if (counter.endsWith(BlockIo.WRITTEN)) {
                by.put(counter.substring(0, counter.length() - BlockIo.WRITTEN.length()), blocks);
            }
        });
        if (by.isEmpty()) {
            growth.sum("buffers_checkpoint", "buffers_written").ifPresent(blocks -> by.put("checkpointer", blocks));
            growth.of("buffers_clean").ifPresent(blocks -> by.put("background_writer", blocks));
            growth.of("buffers_backend").ifPresent(blocks -> by.put("backends", blocks));
        }
        return by;
    }

    /** A table that was dropped after the load had its last figures at the end. */
    private void last(Map<String, Object> fields, String gauge) {
        OptionalDouble late = afterwards.gauge(gauge);
        whole(fields, gauge, late.isPresent() ? late : end.gauge(gauge));
    }

    private void perRow(Map<String, Object> fields, String name, OptionalLong figure, double factor) {
        if (figure.isPresent() && rows.orElse(0) > 0) {
            fields.put(name, figure.getAsLong() * factor / rows.getAsLong());
        }
    }

    private static void put(Map<String, Object> fields, String name, OptionalLong value) {
        value.ifPresent(present -> fields.put(name, present));
    }

    private static void whole(Map<String, Object> fields, String name, OptionalDouble value) {
        value.ifPresent(present -> fields.put(name, Math.round(present)));
    }

    private static void share(Map<String, Object> fields, String name, OptionalLong part, OptionalLong whole) {
        if (part.isPresent() && whole.orElse(0) > 0) {
            fields.put(name, (double) part.getAsLong() / whole.getAsLong());
        }
    }

    /** One line for people: what the load cost the server. */
    Optional<String> summary() {
        Map<String, Object> fields = fields();
        List<String> words = Arrays.asList(
                number(fields, "backends_max", "%,.0f backends at most"),
                number(fields, "wal_bytes_per_row", "%,.0f bytes of WAL a row"),
                number(fields, "wal_fpi_per_row", "%.3f full-page images a row"),
                number(fields, "cpu_us_per_row", "%,.1f us of CPU a row"),
                number(fields, "locks_waiting_max", "%,.0f waiting for locks at most"),
                number(fields, "checkpoints_requested", "%,.0f checkpoints for the size of the WAL"));
        String line =
                String.join(", ", words.stream().filter(word -> !word.isEmpty()).toList());
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private static String number(Map<String, Object> fields, String name, String format) {
        return fields.get(name) instanceof Number value ? String.format(Locale.ROOT, format, value.doubleValue()) : "";
    }
}
