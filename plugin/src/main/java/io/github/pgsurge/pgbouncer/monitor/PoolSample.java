package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.pgbouncer.console.DatabaseReading;
import io.github.pgsurge.pgbouncer.console.PoolReading;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * All pools of one process, or of several, at one moment.
 *
 * @param servers server connections, whatever they do
 * @param poolSize server connections that the pools may open
 * @param poolUse the fullest pool, or database with a limit of its own, as a share of what it may open
 */
record PoolSample(
        long clActive,
        long clWaiting,
        long svActive,
        long svIdle,
        long svUsed,
        long svTested,
        long svLogin,
        long servers,
        Duration maxWait,
        long poolSize,
        double poolUse) {
    static final PoolSample NONE = new PoolSample(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0);

    static PoolSample of(ProcessReading reading) {
        List<PoolReading> pools = reading.pools();
        Limits limits = Limits.of(reading);
        return new PoolSample(
                sum(pools, PoolReading::clActive),
                sum(pools, PoolReading::clWaiting),
                sum(pools, PoolReading::svActive),
                sum(pools, PoolReading::svIdle),
                sum(pools, PoolReading::svUsed),
                sum(pools, PoolReading::svTested),
                sum(pools, PoolReading::svLogin),
                sum(pools, PoolReading::servers),
                pools.stream().map(PoolReading::maxWait).reduce(Duration.ZERO, PoolSample::longer),
                limits.size(),
                limits.use());
    }

    private static long sum(List<PoolReading> pools, ToLongFunction<PoolReading> figure) {
        return pools.stream().mapToLong(figure).sum();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Both together. */
    PoolSample plus(PoolSample other) {
        return new PoolSample(
                clActive + other.clActive,
                clWaiting + other.clWaiting,
                svActive + other.svActive,
                svIdle + other.svIdle,
                svUsed + other.svUsed,
                svTested + other.svTested,
                svLogin + other.svLogin,
                servers + other.servers,
                longer(maxWait, other.maxWait),
                poolSize + other.poolSize,
                Math.max(poolUse, other.poolUse));
    }

    /** What a line of {@code server.jsonl} says of it. */
    Fields fields() {
        return Fields.builder()
                .put("cl_active", clActive)
                .put("cl_waiting", clWaiting)
                .put("maxwait_ms", maxWait.toNanos() / 1e6)
                .put("sv_active", svActive)
                .put("sv_idle", svIdle)
                .put("sv_used", svUsed)
                .put("sv_tested", svTested)
                .put("sv_login", svLogin)
                .put("server_connections", servers)
                .build();
    }

    /** What the pools of a process may open: each {@code pool_size}, all of a database {@code max_db_connections}. */
    private record Limits(long size, double use) {
        static Limits of(ProcessReading reading) {
            Map<String, DatabaseReading> databases = new HashMap<>();
            reading.databases().forEach(database -> databases.put(database.name(), database));
            Map<String, Long> sizes = new HashMap<>();
            Map<String, Long> active = new HashMap<>();
            double use = 0;
            for (PoolReading pool : reading.pools()) {
                DatabaseReading database = databases.get(pool.database());
                if (database != null && database.poolSize().isPresent()) {
                    long size = capped(database.poolSize().getAsLong(), database.maxConnections());
                    sizes.merge(pool.database(), size, Long::sum);
                    active.merge(pool.database(), pool.svActive(), Long::sum);
                    use = Math.max(use, share(pool.svActive(), size));
                }
            }
            long sum = 0;
            for (Map.Entry<String, Long> size : sizes.entrySet()) {
                long all = capped(size.getValue(), databases.get(size.getKey()).maxConnections());
                sum += all;
                use = Math.max(use, share(active.get(size.getKey()), all));
            }
            return new Limits(sum, use);
        }

        private static long capped(long size, OptionalLong most) {
            return most.isPresent() ? Math.min(size, most.getAsLong()) : size;
        }

        private static double share(long active, long size) {
            return size > 0 ? active / (double) size : 0;
        }
    }
}
