package io.github.pgsurge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is asked of servers of other versions than those on this machine, by the columns that their views have. */
class LayoutTest {
    private static Layout layout(Map<String, Set<String>> views) {
        return new Layout(views, Optional.empty());
    }

    @Test
    void oldServersHaveCheckpointsWithTheBackgroundWriterAndNoWalStatistics() {
        Layout twelve = layout(Map.of(
                "pg_stat_bgwriter",
                Set.of(
                        "checkpoints_timed",
                        "checkpoints_req",
                        "buffers_checkpoint",
                        "buffers_clean",
                        "buffers_backend",
                        "buffers_backend_fsync",
                        "stats_reset")));

        assertThat(CounterView.WAL.isIn(twelve)).isFalse();
        assertThat(CounterView.CHECKPOINTER.isIn(twelve)).isFalse();
        assertThat(BlockIo.in(twelve)).isEmpty();
        assertThat(CounterView.BGWRITER.sql(twelve))
                .isEqualTo("select stats_reset::text, checkpoints_timed::bigint, checkpoints_req::bigint,"
                        + " buffers_checkpoint::bigint, buffers_clean::bigint, buffers_backend::bigint"
                        + " from pg_catalog.pg_stat_bgwriter");
    }

    @Test
    void seventeenHasACheckpointerOfItsOwn() {
        Layout seventeen = layout(Map.of(
                "pg_stat_bgwriter", Set.of("buffers_clean", "maxwritten_clean", "buffers_alloc", "stats_reset"),
                "pg_stat_checkpointer",
                        Set.of("num_timed", "num_requested", "restartpoints_timed", "buffers_written", "stats_reset")));

        assertThat(CounterView.BGWRITER.sql(seventeen))
                .contains("buffers_clean")
                .doesNotContain("checkpoint");
        assertThat(CounterView.CHECKPOINTER.sql(seventeen))
                .isEqualTo("select stats_reset::text, num_timed::bigint, num_requested::bigint,"
                        + " buffers_written::bigint from pg_catalog.pg_stat_checkpointer");
    }

    @Test
    void eighteenWritesNoMoreOfWalWritesAndCountsIoInBytes() {
        Layout eighteen = layout(Map.of(
                "pg_stat_wal", Set.of("wal_records", "wal_fpi", "wal_bytes", "wal_buffers_full", "stats_reset"),
                "pg_stat_io",
                        Set.of(
                                "backend_type",
                                "object",
                                "context",
                                "reads",
                                "read_bytes",
                                "writes",
                                "write_bytes",
                                "extends",
                                "extend_bytes",
                                "stats_reset")));

        assertThat(CounterView.WAL.sql(eighteen)).contains("wal_fpi::bigint").doesNotContain("wal_write", "wal_sync");
        assertThat(BlockIo.in(eighteen).orElseThrow().sql())
                .contains("write_bytes", "extend_bytes", "object = 'relation'")
                .doesNotContain("op_bytes", "writes");
    }

    @Test
    void sixteenCountsIoInBlocks() {
        Layout sixteen = layout(Map.of(
                "pg_stat_io",
                Set.of("backend_type", "object", "reads", "writes", "extends", "op_bytes", "stats_reset")));

        assertThat(BlockIo.in(sixteen).orElseThrow().sql()).contains("op_bytes").doesNotContain("write_bytes");
    }

    @Test
    void aViewWithoutATimeOfResetHasNone() {
        Layout without = layout(Map.of("pg_stat_database", Set.of("xact_commit", "xact_rollback")));
        assertThat(CounterView.DATABASE.sql(without)).startsWith("select null::text, xact_commit::bigint");
    }
}
