package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Dimension;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.TimeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Every metric that a rule can be about; a new one is a class or a line here. Immutable and thread safe. */
final class MetricRegistry {
    private static final double BYTES_PER_MB = 1e6;

    private static final List<Metric> SINGLE = List.of(
            new TimesMetric("latency", TimeKind.SERVICE, TimeKind.RESPONSE),
            TimesMetric.of(TimeKind.SERVICE),
            TimesMetric.of(TimeKind.RESPONSE),
            TimesMetric.of(TimeKind.ACQUIRE),
            new ErrorsMetric(),
            SampleFigure.sum("count", MetricRegistry::count),
            SampleFigure.perSecond("rate_per_s", 1, MetricRegistry::count),
            SampleFigure.sum("rows", counts -> counts.rows().value()),
            SampleFigure.perSecond("rows_per_s", 1, counts -> counts.rows().value()),
            SampleFigure.sum("bytes", counts -> counts.bytes().value()),
            SampleFigure.perSecond(
                    "mb_per_s", BYTES_PER_MB, counts -> counts.bytes().value()),
            SampleFigure.sum("retries", counts -> counts.retries().value()),
            new LateMetric(),
            new RunFigure(
                    "dropped",
                    new TreeMap<>(Map.of(
                            "rate", RunFigure.statistic("arrivals.dropped_rate", Dimension.SHARE),
                            "count", RunFigure.statistic("arrivals.dropped", Dimension.COUNT)))),
            RunFigure.of("warmup_samples", Dimension.COUNT));

    /** Figures of the run by the block of run.json that they stand in, a line for those of one kind. */
    private static final List<List<RunFigure>> BLOCKS = List.of(
            block("arrivals", Dimension.COUNT, "due", "begun", "late", "dropped", "overdue"),
            block("arrivals", Dimension.SHARE, "late_rate", "dropped_rate"),
            block(
                    "connections",
                    Dimension.COUNT,
                    "max",
                    "reserved",
                    "budget",
                    "peak_held",
                    "min_free_seen",
                    "refused_53300",
                    "round_trips"),
            block("canary", Dimension.COUNT, "checks", "wrong_answers"),
            block("client", Dimension.FRACTION, "cpu_share", "gc_share"),
            block("client", Dimension.MILLIS, "gc_pause_total_ms", "gc_pause_max_ms", "stall_p99_ms", "stall_max_ms"),
            block("client", Dimension.COUNT, "bottleneck", "gc_pauses", "peak_rss_bytes", "threads_peak"),
            block(
                    "drift",
                    Dimension.FRACTION_PER_HOUR,
                    "latency_p95",
                    "error_rate",
                    "client_heap",
                    "pgbouncer_rss",
                    "gateway_rss",
                    "connections"),
            block("drift", Dimension.SECONDS, "steady_s"),
            block(
                    "graphql",
                    Dimension.COUNT,
                    "logins",
                    "connections",
                    "stale_retries",
                    "persisted_hits",
                    "persisted_misses"),
            block(
                    "pgbouncer",
                    Dimension.COUNT,
                    "queries",
                    "queries_total",
                    "transactions",
                    "server_assignments",
                    "assignments_per_transaction",
                    "client_parses_per_bind",
                    "server_parses_per_bind",
                    "server_connects",
                    "multiplexing",
                    "multiplexing_seed",
                    "restarts",
                    "cl_active_max",
                    "cl_waiting_max",
                    "sv_active_max",
                    "sv_idle_max",
                    "sv_used_max",
                    "sv_login_max",
                    "server_connections_max",
                    "pool_size"),
            block(
                    "pgbouncer",
                    Dimension.RATE,
                    "queries_per_s",
                    "transactions_per_s",
                    "received_bytes_per_s",
                    "sent_bytes_per_s"),
            block("pgbouncer", Dimension.MILLIS, "wait_per_query_ms", "maxwait_ms"),
            block("pgbouncer", Dimension.SHARE, "wait_share"),
            block("pgbouncer", Dimension.FRACTION, "cpu_share", "pool_use_max"),
            block("pgbouncer", Dimension.SECONDS, "cpu_s", "watched_s", "cl_waiting_s"),
            block(
                    "postgres",
                    Dimension.COUNT,
                    "backends_max",
                    "backends_active_max",
                    "load_backends_max",
                    "locks_waiting_max",
                    "transactions",
                    "rollbacks",
                    "deadlocks",
                    "temp_files",
                    "temp_bytes",
                    "wal_bytes",
                    "wal_records",
                    "wal_fpi",
                    "checkpoints_timed",
                    "checkpoints_requested",
                    "blocks_written",
                    "table_bytes",
                    "index_bytes",
                    "live_rows",
                    "dead_rows",
                    "autovacuums",
                    "standbys",
                    "replication_lag_bytes_max",
                    "written_rows",
                    "wal_bytes_per_row",
                    "wal_fpi_per_row",
                    "blocks_written_per_row",
                    "cpu_us_per_row"),
            block("postgres", Dimension.SHARE, "cache_hit_ratio"),
            block("postgres", Dimension.FRACTION, "cpu_share"),
            block("postgres", Dimension.SECONDS, "window_s", "replication_lag_s_max", "cpu_s"));

    private static final Map<String, Metric> BY_NAME = byName();

    private MetricRegistry() {}

    private static Map<String, Metric> byName() {
        Map<String, Metric> names = new LinkedHashMap<>();
        SINGLE.forEach(metric -> names.put(metric.name(), metric));
        BLOCKS.forEach(block -> block.forEach(metric -> names.put(metric.name(), metric)));
        return Collections.unmodifiableMap(names);
    }

    private static List<RunFigure> block(String block, Dimension dimension, String... fields) {
        return Arrays.stream(fields)
                .map(field -> RunFigure.of(block, field, dimension))
                .toList();
    }

    private static OptionalLong count(LabelCounts counts) {
        return OptionalLong.of(counts.count());
    }

    static Optional<Metric> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The names in the order of the registry. */
    static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }
}
