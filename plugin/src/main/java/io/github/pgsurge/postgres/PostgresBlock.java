package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Figure;
import java.util.List;

/**
 * What run.json says of the PostgreSQL that a {@link ServerMonitor} watched, in that order. The window is the time between the
 * two readings that the figures are of.
 */
public final class PostgresBlock implements Declared {
    /** Name of the block. */
    static final String NAME = "postgres";

    private static final Block BLOCK = new Block(NAME);

    static final Figure WINDOW = BLOCK.seconds("window_s").help("Time that the figures are of.");

    static final Figure BACKENDS =
            BLOCK.count("backends_max").help("Most client backends of the whole server, the monitor's own left out.");
    static final Figure BACKENDS_ACTIVE =
            BLOCK.count("backends_active_max").help("Most client backends that ran a statement.");
    static final Figure LOAD_BACKENDS =
            BLOCK.count("load_backends_max").help("Most client backends that were load connections of pgsurge.");
    static final Figure LOCKS_WAITING =
            BLOCK.count("locks_waiting_max").lowerIsBetter().help("Most lock requests that waited.");

    static final Figure TRANSACTIONS = BLOCK.count("transactions")
            .help("Commits and rollbacks in the load's database, as the server counts them.");
    static final Figure ROLLBACKS = BLOCK.count("rollbacks").lowerIsBetter().help("The rollbacks among them.");
    static final Figure DEADLOCKS = BLOCK.count("deadlocks").lowerIsBetter().help("Deadlocks in the load's database.");
    static final Figure TEMP_FILES =
            BLOCK.count("temp_files").lowerIsBetter().help("Temporary files that statements wrote.");
    static final Figure TEMP_BYTES = BLOCK.count("temp_bytes").lowerIsBetter().help("Bytes in temporary files.");
    static final Figure CACHE_HITS = BLOCK.share("cache_hit_ratio")
            .higherIsBetter()
            .help("Blocks that were found in shared buffers, as a share of all that were asked for.");

    static final Figure WAL_BYTES = BLOCK.count("wal_bytes").help("Bytes of WAL that the whole server wrote.");
    static final Figure WAL_RECORDS = BLOCK.count("wal_records").help("Records in the WAL; PostgreSQL 14 and newer.");
    static final Figure WAL_FPI = BLOCK.count("wal_fpi").help("Full-page images in the WAL; PostgreSQL 14 and newer.");
    static final Figure CHECKPOINTS_TIMED =
            BLOCK.count("checkpoints_timed").help("Checkpoints that came because of checkpoint_timeout.");
    static final Figure CHECKPOINTS_REQUESTED = BLOCK.count("checkpoints_requested")
            .lowerIsBetter()
            .help("Checkpoints that came for another reason, mostly because max_wal_size was reached.");
    static final Figure BLOCKS_WRITTEN =
            BLOCK.count("blocks_written").help("Blocks of tables and indexes that were written, by whatever process.");

    static final Figure TABLE_BYTES = BLOCK.count("table_bytes").help("Size of the load's table at the end.");
    static final Figure INDEX_BYTES = BLOCK.count("index_bytes").help("Size of its indexes at the end.");
    static final Figure LIVE_ROWS =
            BLOCK.count("live_rows").help("Live rows in it at the end, by the server's estimate.");
    static final Figure DEAD_ROWS =
            BLOCK.count("dead_rows").lowerIsBetter().help("Dead rows in it at the end, by the server's estimate.");
    static final Figure AUTOVACUUMS = BLOCK.count("autovacuums").help("Autovacuums of it that ended.");

    static final Figure STANDBYS = BLOCK.count("standbys").help("Standbys that were connected at the end.");
    static final Figure REPLICATION_LAG_BYTES = BLOCK.count("replication_lag_bytes_max")
            .lowerIsBetter()
            .help("Most bytes of WAL that the last standby was behind.");
    static final Figure REPLICATION_LAG = BLOCK.seconds("replication_lag_s_max")
            .lowerIsBetter()
            .help("Longest time that the last standby was behind.");

    static final Figure CPU =
            BLOCK.seconds("cpu_s").help("CPU time of the server's processes, when they run on this machine.");
    static final Figure CPU_SHARE =
            BLOCK.fraction("cpu_share").help("The same, as a share of all CPUs of the machine.");

    static final Figure WRITTEN_ROWS =
            BLOCK.count("written_rows").help("Rows that the load wrote and had acknowledged in the window.");
    static final Figure WAL_BYTES_PER_ROW =
            BLOCK.count("wal_bytes_per_row").lowerIsBetter().help("Bytes of WAL for each of these rows.");
    static final Figure WAL_FPI_PER_ROW =
            BLOCK.count("wal_fpi_per_row").lowerIsBetter().help("Full-page images for each of them.");
    static final Figure BLOCKS_WRITTEN_PER_ROW =
            BLOCK.count("blocks_written_per_row").lowerIsBetter().help("Blocks written for each of them.");
    static final Figure CPU_PER_ROW = BLOCK.count("cpu_us_per_row")
            .lowerIsBetter()
            .help("Microseconds of the server's CPU time for each of them.");

    static final Detail LAST_AUTOVACUUM =
            BLOCK.detail("last_autovacuum", "When the last autovacuum of the load's table ended.");
    static final Detail WAITS = BLOCK.detail(
            "waits", "What active sessions waited for: how many of them on average, by event; CPU is no wait.");
    static final Detail BLOCKS_WRITTEN_BY = BLOCK.detail("blocks_written_by", "Blocks written by kind of process.");
    static final Detail APPLICATIONS =
            BLOCK.detail("applications_at_end", "Client backends by application_name, at the end.");
    static final Detail SERVER = BLOCK.detail("server", "Host and port that were watched.");
    static final Detail DATABASE = BLOCK.detail("database", "The load's database.");
    static final Detail STATEMENTS =
            BLOCK.detail("statements", "Statements that took most time, where pg_stat_statements counts them.");
    static final Detail RESET = BLOCK.detail("reset", "Statistics that were reset in the window.");
    static final Detail SETTINGS = BLOCK.detail("settings", "The server's settings, as the load's role has them.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
