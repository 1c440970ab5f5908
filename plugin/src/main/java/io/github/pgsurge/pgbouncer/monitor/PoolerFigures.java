package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.Totals;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What the counters of one process, or of several, say of the measured time. Immutable.
 *
 * @param moved what the counters of each database moved by
 * @param connects server connections that were opened
 * @param clients of all windows of {@link ServerUse}
 * @param used server connections of all of them
 * @param restarts how often PgBouncer was started anew
 * @param cpuSeconds that it used; empty when it does not run on this machine
 */
record PoolerFigures(
        Map<String, Totals> moved,
        double seconds,
        long connects,
        long clients,
        long used,
        long restarts,
        Optional<Double> cpuSeconds) {
    static final PoolerFigures NONE = new PoolerFigures(Map.of(), 0, 0, 0, 0, 0, Optional.empty());

    /** Of both processes. */
    PoolerFigures plus(PoolerFigures other) {
        Map<String, Totals> both = new HashMap<>(moved);
        other.moved.forEach((database, totals) -> both.merge(database, totals, Totals::plus));
        Optional<Double> cpu = cpuSeconds
                .map(seconds -> seconds + other.cpuSeconds.orElse(0.0))
                .or(other::cpuSeconds);
        return new PoolerFigures(
                both,
                Math.max(seconds, other.seconds),
                connects + other.connects,
                clients + other.clients,
                used + other.used,
                restarts + other.restarts,
                cpu);
    }

    /** All databases together. */
    Flow flow() {
        return new Flow(Totals.sum(moved.values()), seconds);
    }

    long queries() {
        return flow().moved().get(Counter.QUERIES).orElse(0);
    }

    OptionalDouble multiplexing() {
        return ServerUse.multiplexing(clients, used);
    }

    Optional<Double> cpuShare() {
        return cpuSeconds.filter(cpu -> seconds > 0).map(cpu -> cpu / seconds);
    }

    /** Adds the fields of run.json. {@code cpu_share} is of one CPU: PgBouncer has one thread, and is at its limit at 1. */
    void into(Map<String, Object> block) {
        Map<String, Long> queries = new TreeMap<>();
        moved.forEach(
                (database, totals) -> totals.get(Counter.QUERIES).ifPresent(count -> queries.put(database, count)));
        block.put("queries", queries);
        block.put("queries_total", queries());
        Totals all = flow().moved();
        all.get(Counter.TRANSACTIONS).ifPresent(count -> block.put("transactions", count));
        all.get(Counter.SERVER_ASSIGNMENTS).ifPresent(count -> block.put("server_assignments", count));
        flow().into(block);
        block.put("server_connects", connects);
        multiplexing().ifPresent(ratio -> block.put("multiplexing", ratio));
        block.put("restarts", restarts);
        cpuSeconds.ifPresent(cpu -> block.put("cpu_s", cpu));
        cpuShare().ifPresent(share -> block.put("cpu_share", share));
        block.put("watched_s", seconds);
    }
}
