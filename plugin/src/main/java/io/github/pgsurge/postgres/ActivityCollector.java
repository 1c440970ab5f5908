package io.github.pgsurge.postgres;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest reading as gauges for Prometheus, all with a label {@code namespace}. What grows is a gauge too, so that it
 * bears the name it is asked for by; {@code rate()} works on it as on a counter.
 *
 * <table>
 *   <caption>Gauges</caption>
 *   <tr><td>{@code pg_stat_activity_count}</td><td>client backends by {@code datname}: a series for each database that takes
 *     connections</td></tr>
 *   <tr><td>{@code pg_stat_activity_backends}</td><td>client backends by {@code state}</td></tr>
 *   <tr><td>{@code pg_locks_waiting}</td><td>lock requests that wait</td></tr>
 *   <tr><td>{@code pg_wal_position_bytes}</td><td>position in the WAL</td></tr>
 *   <tr><td>{@code pg_stat_wal_fpi}</td><td>full-page images so far</td></tr>
 *   <tr><td>{@code pg_stat_database_transactions}</td><td>commits and rollbacks of the load's database so far</td></tr>
 *   <tr><td>{@code pg_stat_database_deadlocks}</td><td>its deadlocks so far</td></tr>
 *   <tr><td>{@code pg_replication_lag_bytes}</td><td>how far the last standby is behind</td></tr>
 *   <tr><td>{@code pg_load_table_bytes}</td><td>size of the load's table by {@code part}: table, indexes</td></tr>
 *   <tr><td>{@code pg_cpu_seconds}</td><td>CPU time of the server's processes so far, when they are local</td></tr>
 * </table>
 *
 * <p>Thread safe.
 */
final class ActivityCollector implements MultiCollector {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final String namespace;
    private volatile Optional<Reading> latest = Optional.empty();

    ActivityCollector(String namespace) {
        this.namespace = namespace;
    }

    /** Shows this one from now on; nothing when it is empty, as what is not seen any more is not known. */
    void show(Optional<Reading> reading) {
        latest = reading;
    }

    @Override
    public MetricSnapshots collect() {
        return new MetricSnapshots(latest.map(this::of).orElse(List.of()));
    }

    private List<MetricSnapshot> of(Reading reading) {
        List<MetricSnapshot> all = new ArrayList<>();
        reading.activity().ifPresent(activity -> {
            all.add(by("pg_stat_activity_count", "Client backends of a database.", "datname", activity.databases()));
            all.add(by("pg_stat_activity_backends", "Client backends in a state.", "state", activity.states()));
        });
        gauge(
                all,
                "pg_locks_waiting",
                "Lock requests that wait.",
                reading.gauges().get("locks_waiting"));
        gauge(all, "pg_wal_position_bytes", "Position in the WAL.", counter(reading, WalPosition.POSITION));
        gauge(all, "pg_stat_wal_fpi", "Full-page images in the WAL so far.", counter(reading, "wal_fpi"));
        reading.counter("xact_commit")
                .ifPresent(commits -> gauge(
                        all,
                        "pg_stat_database_transactions",
                        "Commits and rollbacks of the load's database so far.",
                        commits + reading.counter("xact_rollback").orElse(0L)));
        gauge(
                all,
                "pg_stat_database_deadlocks",
                "Deadlocks of the load's database so far.",
                counter(reading, "deadlocks"));
        gauge(
                all,
                "pg_replication_lag_bytes",
                "How far the last standby is behind.",
                reading.gauges().get("replication_lag_bytes"));
        if (reading.gauges().containsKey("table_bytes")) {
            Map<String, Number> parts = Map.of(
                    "table", reading.gauges().get("table_bytes"),
                    "indexes", reading.gauges().get("index_bytes"));
            all.add(by("pg_load_table_bytes", "Size of the load's table.", "part", parts));
        }
        reading.counter(ServerSession.CPU_MS)
                .ifPresent(millis -> gauge(
                        all,
                        "pg_cpu_seconds",
                        "CPU time of the server's processes so far.",
                        millis / MILLIS_PER_SECOND));
        return all;
    }

    private static Number counter(Reading reading, String name) {
        return reading.counter(name).orElse(null);
    }

    private void gauge(List<MetricSnapshot> all, String name, String help, Number value) {
        if (value != null) {
            all.add(GaugeSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(point(value, Labels.of("namespace", namespace)))
                    .build());
        }
    }

    private MetricSnapshot by(String name, String help, String label, Map<String, ? extends Number> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((key, value) -> gauge.dataPoint(point(value, Labels.of("namespace", namespace, label, key))));
        return gauge.build();
    }

    private static GaugeDataPointSnapshot point(Number value, Labels labels) {
        return GaugeDataPointSnapshot.builder()
                .value(value.doubleValue())
                .labels(labels)
                .build();
    }
}
