package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Figure;
import io.github.pgsurge.evidence.Findings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What readings of a server come to between a start and an end. What was not measured is absent. Not thread safe.
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
     * The figures, plain numbers first. {@code transactions} and {@code rollbacks} are as the server counts them: from
     * PostgreSQL 15 on a session tells its own only together with other figures, so that those of statements that touch no
     * table come late, or not before the session ends.
     */
    Findings findings() {
        Findings.Builder found = Findings.builder();
        found.put(PostgresBlock.WINDOW, seconds);
        found.put(PostgresBlock.BACKENDS, whole(peaks.of("backends")));
        found.put(PostgresBlock.BACKENDS_ACTIVE, whole(peaks.of("backends_active")));
        found.put(PostgresBlock.LOAD_BACKENDS, whole(peaks.of("load_backends")));
        found.put(PostgresBlock.LOCKS_WAITING, whole(peaks.of("locks_waiting")));
        putCounters(found);
        putTable(found);
        found.put(PostgresBlock.STANDBYS, last("standbys"));
        found.put(PostgresBlock.REPLICATION_LAG_BYTES, whole(peaks.of("replication_lag_bytes")));
        found.put(PostgresBlock.REPLICATION_LAG, peaks.of("replication_lag_s"));
        cpuSeconds().ifPresent(cpu -> {
            found.put(PostgresBlock.CPU, cpu);
            if (seconds > 0) {
                found.put(
                        PostgresBlock.CPU_SHARE,
                        cpu / seconds / Runtime.getRuntime().availableProcessors());
            }
        });
        found.put(PostgresBlock.WRITTEN_ROWS, rows);
        found.put(PostgresBlock.WAL_BYTES_PER_ROW, perRow(walBytes(), 1));
        found.put(PostgresBlock.WAL_FPI_PER_ROW, perRow(growth.of("wal_fpi"), 1));
        found.put(PostgresBlock.BLOCKS_WRITTEN_PER_ROW, perRow(blocksWritten(), 1));
        found.put(PostgresBlock.CPU_PER_ROW, perRow(growth.of(ServerSession.CPU_MS), MICROS_PER_MILLI));
        putDetails(found);
        return found.build();
    }

    private void putCounters(Findings.Builder found) {
        found.put(PostgresBlock.TRANSACTIONS, growth.sum("xact_commit", "xact_rollback"));
        found.put(PostgresBlock.ROLLBACKS, growth.of("xact_rollback"));
        found.put(PostgresBlock.DEADLOCKS, growth.of("deadlocks"));
        found.put(PostgresBlock.TEMP_FILES, growth.of("temp_files"));
        found.put(PostgresBlock.TEMP_BYTES, growth.of("temp_bytes"));
        found.put(PostgresBlock.CACHE_HITS, share(growth.of("blks_hit"), growth.sum("blks_hit", "blks_read")));
        found.put(PostgresBlock.WAL_BYTES, walBytes());
        found.put(PostgresBlock.WAL_RECORDS, growth.of("wal_records"));
        found.put(PostgresBlock.WAL_FPI, growth.of("wal_fpi"));
        found.put(PostgresBlock.CHECKPOINTS_TIMED, growth.sum("checkpoints_timed", "num_timed"));
        found.put(PostgresBlock.CHECKPOINTS_REQUESTED, growth.sum("checkpoints_req", "num_requested"));
        found.put(PostgresBlock.BLOCKS_WRITTEN, blocksWritten());
    }

    private void putTable(Findings.Builder found) {
        found.put(PostgresBlock.TABLE_BYTES, last("table_bytes"));
        found.put(PostgresBlock.INDEX_BYTES, last("index_bytes"));
        found.put(PostgresBlock.LIVE_ROWS, last("live_rows"));
        found.put(PostgresBlock.DEAD_ROWS, last("dead_rows"));
        found.put(PostgresBlock.AUTOVACUUMS, growth.of(TablePart.AUTOVACUUMS));
    }

    private void putDetails(Findings.Builder found) {
        Optional.ofNullable(afterwards.texts().get("last_autovacuum"))
                .or(() -> Optional.ofNullable(end.texts().get("last_autovacuum")))
                .ifPresent(vacuumed -> found.put(PostgresBlock.LAST_AUTOVACUUM, vacuumed));
        Fields.Builder waits = Fields.builder();
        peaks.waits(MOST_WAITS).forEach(waits::put);
        found.put(PostgresBlock.WAITS, waits.build());
        SortedMap<String, Long> writers = blocksWrittenBy();
        writers.values().removeIf(blocks -> blocks == 0);
        found.put(PostgresBlock.BLOCKS_WRITTEN_BY, Fields.ofCounts(writers));
        end.activity()
                .ifPresent(activity -> found.put(
                        PostgresBlock.APPLICATIONS,
                        Fields.ofCounts(Activity.most(activity.applications(), MOST_WAITS))));
    }

    private OptionalLong walBytes() {
        return growth.of(WalPosition.POSITION);
    }

    private OptionalDouble cpuSeconds() {
        return growth.of(ServerSession.CPU_MS).stream()
                .mapToDouble(millis -> millis / MILLIS_PER_SECOND)
                .findFirst();
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
    private OptionalLong last(String gauge) {
        OptionalDouble late = afterwards.gauge(gauge);
        return whole(late.isPresent() ? late : end.gauge(gauge));
    }

    private OptionalDouble perRow(OptionalLong figure, double factor) {
        return figure.isPresent() && rows.orElse(0) > 0
                ? OptionalDouble.of(figure.getAsLong() * factor / rows.getAsLong())
                : OptionalDouble.empty();
    }

    private static OptionalLong whole(OptionalDouble value) {
        return value.stream().mapToLong(Math::round).findFirst();
    }

    private static OptionalDouble share(OptionalLong part, OptionalLong whole) {
        return part.isPresent() && whole.orElse(0) > 0
                ? OptionalDouble.of((double) part.getAsLong() / whole.getAsLong())
                : OptionalDouble.empty();
    }

    /** One line for people: what the load cost the server. */
    Optional<String> summary() {
        Findings found = findings();
        List<String> words = Stream.of(
                        said("%,.0f backends at most", PostgresBlock.BACKENDS, found),
                        said("%,.0f bytes of WAL a row", PostgresBlock.WAL_BYTES_PER_ROW, found),
                        said("%.3f full-page images a row", PostgresBlock.WAL_FPI_PER_ROW, found),
                        said("%,.1f us of CPU a row", PostgresBlock.CPU_PER_ROW, found),
                        said("%,.0f waiting for locks at most", PostgresBlock.LOCKS_WAITING, found),
                        said("%,.0f checkpoints for the size of the WAL", PostgresBlock.CHECKPOINTS_REQUESTED, found))
                .flatMap(Optional::stream)
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }

    private static Optional<String> said(String format, Figure figure, Findings found) {
        return found.number(figure).stream()
                .mapToObj(number -> String.format(Locale.ROOT, format, number))
                .findFirst();
    }
}
