package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.metrics.MetricFamilies;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.DatabaseReading;
import io.github.pgsurge.pgbouncer.console.PoolReading;
import io.github.pgsurge.pgbouncer.console.Totals;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
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
        MetricFamilies families = new MetricFamilies("pgbouncer_", "namespace", namespace);
        latest.get().forEach((address, reading) -> {
            MetricFamilies ofProcess = several ? families.with("server", address.toString()) : families;
            pools(ofProcess, reading);
            stats(ofProcess, reading);
        });
        return families.snapshots();
    }

    private static void pools(MetricFamilies ofProcess, ProcessReading reading) {
        Map<String, DatabaseReading> databases = new LinkedHashMap<>();
        reading.databases().forEach(database -> databases.put(database.name(), database));
        for (PoolReading pool : reading.pools()) {
            MetricFamilies families = ofProcess.with("database", pool.database(), "user", pool.user());
            families.gauge(
                    "pools_cl_active", "Clients that are linked to a server connection or idle.", pool.clActive());
            families.gauge("pools_cl_waiting", "Clients that wait for a server connection.", pool.clWaiting());
            families.gauge("pools_sv_active", "Server connections linked to a client.", pool.svActive());
            families.gauge("pools_sv_idle", "Server connections ready for a client.", pool.svIdle());
            families.gauge("pools_sv_used", "Server connections to be checked before use.", pool.svUsed());
            families.gauge("pools_sv_login", "Server connections logging in.", pool.svLogin());
            families.gauge(
                    "pools_maxwait_seconds",
                    "How long the client that has waited longest waits.",
                    pool.maxWait().toNanos() / 1e9);
            DatabaseReading database = databases.get(pool.database());
            if (database != null) {
                OptionalLong limit =
                        database.maxConnections().isPresent() ? database.maxConnections() : database.poolSize();
                families.gauge("pools_max_connections", "max_db_connections when set, else pool_size.", limit);
            }
        }
    }

    private static void stats(MetricFamilies ofProcess, ProcessReading reading) {
        reading.stats().forEach((database, stats) -> {
            MetricFamilies families = ofProcess.with("database", database);
            Totals totals = stats.totals();
            families.gauge("stats_total_query_count", "Queries since PgBouncer started.", totals.get(Counter.QUERIES));
            families.gauge(
                    "stats_total_xact_count",
                    "Transactions since PgBouncer started.",
                    totals.get(Counter.TRANSACTIONS));
            families.gauge("stats_total_received", "Bytes from clients.", totals.get(Counter.RECEIVED_BYTES));
            families.gauge("stats_total_sent", "Bytes from servers.", totals.get(Counter.SENT_BYTES));
            families.gauge(
                    "stats_total_query_time",
                    "Microseconds of queries, waits included.",
                    totals.get(Counter.QUERY_MICROS));
            families.gauge(
                    "stats_total_wait_time",
                    "Microseconds that clients waited for a server connection.",
                    totals.get(Counter.WAIT_MICROS));
            families.gauge(
                    "stats_avg_query_time",
                    "Mean microseconds of a query over the last stats_period.",
                    stats.averageQueryMicros());
        });
    }
}
