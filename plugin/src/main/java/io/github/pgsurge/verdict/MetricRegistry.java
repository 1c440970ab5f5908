package io.github.pgsurge.verdict;

import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.metrics.TimeKind;
import java.util.ArrayList;
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

    private static final List<Metric> ALL = List.of(
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
                            "rate", RunFigure.statistic("arrivals.dropped_rate", Dimension.FRACTION),
                            "count", RunFigure.statistic("arrivals.dropped", Dimension.COUNT)))),
            RunFigure.of("arrivals", "late", Dimension.COUNT),
            RunFigure.of("arrivals", "late_rate", Dimension.FRACTION),
            RunFigure.of("arrivals", "dropped", Dimension.COUNT),
            RunFigure.of("arrivals", "dropped_rate", Dimension.FRACTION),
            RunFigure.of("arrivals", "overdue", Dimension.COUNT),
            RunFigure.of("connections", "max", Dimension.COUNT),
            RunFigure.of("connections", "reserved", Dimension.COUNT),
            RunFigure.of("connections", "budget", Dimension.COUNT),
            RunFigure.of("connections", "peak_held", Dimension.COUNT),
            RunFigure.of("connections", "min_free_seen", Dimension.COUNT),
            RunFigure.of("connections", "refused_53300", Dimension.COUNT),
            RunFigure.of("client", "cpu_share", Dimension.FRACTION),
            RunFigure.of("client", "gc_share", Dimension.FRACTION),
            RunFigure.of("client", "gc_pause_max_ms", Dimension.MILLIS),
            RunFigure.of("client", "stall_p99_ms", Dimension.MILLIS),
            RunFigure.of("client", "stall_max_ms", Dimension.MILLIS),
            RunFigure.of("client", "bottleneck", Dimension.COUNT),
            RunFigure.of("drift", "latency_p95", Dimension.FRACTION_PER_HOUR),
            RunFigure.of("drift", "error_rate", Dimension.FRACTION_PER_HOUR),
            RunFigure.of("drift", "client_heap", Dimension.FRACTION_PER_HOUR),
            RunFigure.of("drift", "pgbouncer_rss", Dimension.FRACTION_PER_HOUR),
            RunFigure.of("drift", "gateway_rss", Dimension.FRACTION_PER_HOUR),
            RunFigure.of("drift", "connections", Dimension.FRACTION_PER_HOUR),
            RunFigure.of("graphql", "logins", Dimension.COUNT),
            RunFigure.of("graphql", "connections", Dimension.COUNT),
            RunFigure.of("graphql", "stale_retries", Dimension.COUNT),
            RunFigure.of("graphql", "persisted_hits", Dimension.COUNT),
            RunFigure.of("graphql", "persisted_misses", Dimension.COUNT),
            RunFigure.of("pgbouncer", "queries", Dimension.COUNT),
            RunFigure.of("warmup_samples", Dimension.COUNT),
            RunFigure.of("postgres", "backends_max", Dimension.COUNT),
            RunFigure.of("postgres", "backends_active_max", Dimension.COUNT),
            RunFigure.of("postgres", "load_backends_max", Dimension.COUNT),
            RunFigure.of("postgres", "locks_waiting_max", Dimension.COUNT),
            RunFigure.of("postgres", "transactions", Dimension.COUNT),
            RunFigure.of("postgres", "rollbacks", Dimension.COUNT),
            RunFigure.of("postgres", "deadlocks", Dimension.COUNT),
            RunFigure.of("postgres", "temp_files", Dimension.COUNT),
            RunFigure.of("postgres", "temp_bytes", Dimension.COUNT),
            RunFigure.of("postgres", "cache_hit_ratio", Dimension.FRACTION),
            RunFigure.of("postgres", "wal_bytes", Dimension.COUNT),
            RunFigure.of("postgres", "wal_records", Dimension.COUNT),
            RunFigure.of("postgres", "wal_fpi", Dimension.COUNT),
            RunFigure.of("postgres", "checkpoints_timed", Dimension.COUNT),
            RunFigure.of("postgres", "checkpoints_requested", Dimension.COUNT),
            RunFigure.of("postgres", "blocks_written", Dimension.COUNT),
            RunFigure.of("postgres", "table_bytes", Dimension.COUNT),
            RunFigure.of("postgres", "index_bytes", Dimension.COUNT),
            RunFigure.of("postgres", "live_rows", Dimension.COUNT),
            RunFigure.of("postgres", "dead_rows", Dimension.COUNT),
            RunFigure.of("postgres", "autovacuums", Dimension.COUNT),
            RunFigure.of("postgres", "replication_lag_bytes_max", Dimension.COUNT),
            RunFigure.of("postgres", "replication_lag_s_max", Dimension.COUNT),
            RunFigure.of("postgres", "cpu_s", Dimension.COUNT),
            RunFigure.of("postgres", "cpu_share", Dimension.FRACTION),
            RunFigure.of("postgres", "written_rows", Dimension.COUNT),
            RunFigure.of("postgres", "wal_bytes_per_row", Dimension.COUNT),
            RunFigure.of("postgres", "wal_fpi_per_row", Dimension.COUNT),
            RunFigure.of("postgres", "blocks_written_per_row", Dimension.COUNT),
            RunFigure.of("postgres", "cpu_us_per_row", Dimension.COUNT));

    private static final Map<String, Metric> BY_NAME = byName();

    private MetricRegistry() {}

    private static Map<String, Metric> byName() {
        Map<String, Metric> names = new LinkedHashMap<>();
        ALL.forEach(metric -> names.put(metric.name(), metric));
        return Collections.unmodifiableMap(names);
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
