package io.github.pgsurge.postgres;

import io.github.pgsurge.metrics.MetricFamilies;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
        MetricFamilies families = new MetricFamilies("pg_", "namespace", namespace);
        latest.ifPresent(reading -> put(reading, families));
        return families.snapshots();
    }

    private static void put(Reading reading, MetricFamilies families) {
        reading.activity().ifPresent(activity -> {
            by("datname", activity.databases(), families, "stat_activity_count", "Client backends of a database.");
            by("state", activity.states(), families, "stat_activity_backends", "Client backends in a state.");
        });
        families.gauge("locks_waiting", "Lock requests that wait.", reading.gauge("locks_waiting"));
        families.gauge("wal_position_bytes", "Position in the WAL.", reading.counter(WalPosition.POSITION));
        families.gauge("stat_wal_fpi", "Full-page images in the WAL so far.", reading.counter("wal_fpi"));
        reading.counter("xact_commit")
                .ifPresent(commits -> families.gauge(
                        "stat_database_transactions",
                        "Commits and rollbacks of the load's database so far.",
                        commits + reading.counter("xact_rollback").orElse(0)));
        families.gauge(
                "stat_database_deadlocks", "Deadlocks of the load's database so far.", reading.counter("deadlocks"));
        families.gauge(
                "replication_lag_bytes", "How far the last standby is behind.", reading.gauge("replication_lag_bytes"));
        size("table", reading.gauge("table_bytes"), families);
        size("indexes", reading.gauge("index_bytes"), families);
        reading.counter(ServerSession.CPU_MS)
                .ifPresent(millis -> families.gauge(
                        "cpu_seconds", "CPU time of the server's processes so far.", millis / MILLIS_PER_SECOND));
    }

    private static void by(
            String label, Map<String, Integer> counts, MetricFamilies families, String name, String help) {
        counts.forEach((value, count) -> families.with(label, value).gauge(name, help, count));
    }

    private static void size(String part, OptionalDouble bytes, MetricFamilies families) {
        families.with("part", part).gauge("load_table_bytes", "Size of the load's table.", bytes);
    }
}
