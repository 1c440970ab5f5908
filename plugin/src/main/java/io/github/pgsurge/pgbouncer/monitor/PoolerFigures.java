package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.Totals;
import java.util.HashMap;
import java.util.Map;
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
        OptionalDouble cpuSeconds) {
    static final PoolerFigures NONE = new PoolerFigures(Map.of(), 0, 0, 0, 0, 0, OptionalDouble.empty());

    /** Of both processes. */
    PoolerFigures plus(PoolerFigures other) {
        Map<String, Totals> both = new HashMap<>(moved);
        other.moved.forEach((database, totals) -> both.merge(database, totals, Totals::plus));
        OptionalDouble cpu = cpuSeconds.isPresent() || other.cpuSeconds.isPresent()
                ? OptionalDouble.of(cpuSeconds.orElse(0) + other.cpuSeconds.orElse(0))
                : OptionalDouble.empty();
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

    OptionalDouble cpuShare() {
        return cpuSeconds.isPresent() && seconds > 0
                ? OptionalDouble.of(cpuSeconds.getAsDouble() / seconds)
                : OptionalDouble.empty();
    }

    /** The figures. {@code cpu_share} is of one CPU: PgBouncer has one thread, and is at its limit at 1. */
    Findings findings() {
        Map<String, Long> queries = new TreeMap<>();
        moved.forEach(
                (database, totals) -> totals.get(Counter.QUERIES).ifPresent(count -> queries.put(database, count)));
        Totals all = flow().moved();
        return Findings.builder()
                .put(PoolerBlock.QUERIES, Fields.ofCounts(queries))
                .put(PoolerBlock.QUERIES_TOTAL, queries())
                .put(PoolerBlock.TRANSACTIONS, all.get(Counter.TRANSACTIONS))
                .put(PoolerBlock.SERVER_ASSIGNMENTS, all.get(Counter.SERVER_ASSIGNMENTS))
                .putAll(flow().findings())
                .put(PoolerBlock.SERVER_CONNECTS, connects)
                .put(PoolerBlock.MULTIPLEXING, multiplexing())
                .put(PoolerBlock.RESTARTS, restarts)
                .put(PoolerBlock.CPU, cpuSeconds)
                .put(PoolerBlock.CPU_SHARE, cpuShare())
                .put(PoolerBlock.WATCHED, seconds)
                .build();
    }
}
