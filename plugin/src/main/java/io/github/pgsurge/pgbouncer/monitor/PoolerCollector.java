package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.DatabaseReading;
import io.github.pgsurge.pgbouncer.console.PoolReading;
import io.github.pgsurge.pgbouncer.console.Totals;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The latest readings of PgBouncer for Prometheus, under the names that a k6 suite's dashboards and alerts know. All are
 * gauges, also the totals: a counter's name would get an ending.
 *
 * <table>
 *   <caption>Gauges</caption>
 *   <tr><td>{@code pgbouncer_pools_cl_active}, {@code _cl_waiting}, {@code _sv_active}, {@code _sv_idle}, {@code _sv_used},
 *     {@code _sv_login}</td><td>as in SHOW POOLS, by {@code namespace}, {@code database} and {@code user}</td></tr>
 *   <tr><td>{@code pgbouncer_pools_maxwait_seconds}</td><td>the same, of the client that has waited longest</td></tr>
 *   <tr><td>{@code pgbouncer_pools_max_connections}</td><td>the same: max_db_connections when set, else pool_size</td></tr>
 *   <tr><td>{@code pgbouncer_stats_total_query_count}, {@code _total_xact_count}, {@code _total_received}, {@code _total_sent}
 *     in bytes, {@code _total_query_time}, {@code _total_wait_time}, {@code _avg_query_time} in microseconds</td><td>as in SHOW
 *     STATS, by {@code namespace} and {@code database}</td></tr>
 * </table>
 *
 * <p>Several processes are told apart by a further label {@code server}, which one process alone does not have: queries that
 * sum work as they are, the others give a series a process. A process that does not answer has no series. Collects without
 * any I/O; thread safe when the readings are.
 */
final class PoolerCollector implements MultiCollector {
    private final String namespace;
    private final boolean several;
    private final Supplier<Map<ConsoleAddress, ProcessReading>> latest;

    /**
     * @param several whether there is more than one process
     * @param latest the readings to show
     */
    PoolerCollector(String namespace, boolean several, Supplier<Map<ConsoleAddress, ProcessReading>> latest) {
        this.namespace = namespace;
        this.several = several;
        this.latest = latest;
    }

    @Override
    public MetricSnapshots collect() {
        Gauges gauges = new Gauges();
        latest.get().forEach((address, reading) -> {
            pools(gauges, address, reading);
            stats(gauges, address, reading);
        });
        return gauges.snapshots();
    }

    private void pools(Gauges gauges, ConsoleAddress address, ProcessReading reading) {
        Map<String, DatabaseReading> databases = new LinkedHashMap<>();
        reading.databases().forEach(database -> databases.put(database.name(), database));
        for (PoolReading pool : reading.pools()) {
            Labels labels = labels(address, "database", pool.database(), "user", pool.user());
            gauges.add(
                    "pools_cl_active",
                    "Clients that are linked to a server connection or idle.",
                    labels,
                    pool.clActive());
            gauges.add("pools_cl_waiting", "Clients that wait for a server connection.", labels, pool.clWaiting());
            gauges.add("pools_sv_active", "Server connections linked to a client.", labels, pool.svActive());
            gauges.add("pools_sv_idle", "Server connections ready for a client.", labels, pool.svIdle());
            gauges.add("pools_sv_used", "Server connections to be checked before use.", labels, pool.svUsed());
            gauges.add("pools_sv_login", "Server connections logging in.", labels, pool.svLogin());
            gauges.add(
                    "pools_maxwait_seconds",
                    "How long the client that has waited longest waits.",
                    labels,
                    pool.maxWait().toNanos() / 1e9);
            DatabaseReading database = databases.get(pool.database());
            if (database != null) {
                OptionalLong limit =
                        database.maxConnections().isPresent() ? database.maxConnections() : database.poolSize();
                gauges.add("pools_max_connections", "max_db_connections when set, else pool_size.", labels, limit);
            }
        }
    }

    private void stats(Gauges gauges, ConsoleAddress address, ProcessReading reading) {
        reading.stats().forEach((database, stats) -> {
            Labels labels = labels(address, "database", database);
            Totals totals = stats.totals();
            gauges.add(
                    "stats_total_query_count", "Queries since PgBouncer started.", labels, totals.get(Counter.QUERIES));
            gauges.add(
                    "stats_total_xact_count",
                    "Transactions since PgBouncer started.",
                    labels,
                    totals.get(Counter.TRANSACTIONS));
            gauges.add("stats_total_received", "Bytes from clients.", labels, totals.get(Counter.RECEIVED_BYTES));
            gauges.add("stats_total_sent", "Bytes from servers.", labels, totals.get(Counter.SENT_BYTES));
            gauges.add(
                    "stats_total_query_time",
                    "Microseconds of queries, waits included.",
                    labels,
                    totals.get(Counter.QUERY_MICROS));
            gauges.add(
                    "stats_total_wait_time",
                    "Microseconds that clients waited for a server connection.",
                    labels,
                    totals.get(Counter.WAIT_MICROS));
            gauges.add(
                    "stats_avg_query_time",
                    "Mean microseconds of a query over the last stats_period.",
                    labels,
                    stats.averageQueryMicros());
        });
    }

    private Labels labels(ConsoleAddress address, String... more) {
        Labels labels = Labels.of("namespace", namespace).merge(Labels.of(more));
        return several ? labels.add("server", address.toString()) : labels;
    }

    /** Data points gathered by metric; one without a value is not there, nor a metric without a point. */
    private static final class Gauges {
        private final Map<String, GaugeSnapshot.Builder> builders = new LinkedHashMap<>();

        void add(String name, String help, Labels labels, OptionalLong value) {
            value.ifPresent(number -> add(name, help, labels, number));
        }

        void add(String name, String help, Labels labels, long value) {
            add(name, help, labels, (double) value);
        }

        void add(String name, String help, Labels labels, double value) {
            builders.computeIfAbsent(name, key -> GaugeSnapshot.builder()
                            .name("pgbouncer_" + key)
                            .help(help))
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build());
        }

        MetricSnapshots snapshots() {
            List<MetricSnapshot> all = new ArrayList<>();
            builders.values().forEach(builder -> all.add(builder.build()));
            return new MetricSnapshots(all);
        }
    }
}
