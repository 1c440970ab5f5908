package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.Totals;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What went through PgBouncer in a span of time, by its own counters. Immutable.
 *
 * @param moved what the counters moved by
 */
record Flow(Totals moved, double seconds) {
    static final Flow NONE = new Flow(Totals.NONE, 0);

    private static final double MICROS_PER_MS = 1e3;

    /** Of two processes over the same time. */
    Flow beside(Flow other) {
        return new Flow(moved.plus(other.moved), Math.max(seconds, other.seconds));
    }

    /** Milliseconds that a query waited for a server connection on average. */
    OptionalDouble waitPerQueryMs() {
        return ratio(Counter.WAIT_MICROS, Counter.QUERIES, 1 / MICROS_PER_MS);
    }

    /** Queries a second. */
    OptionalDouble queriesPerSecond() {
        return perSecond(Counter.QUERIES);
    }

    /**
     * Its figures, each where the version has what it is made of.
     *
     * <ul>
     *   <li>{@code wait_share}: of the time from a query's first packet to the end of its answer, the part that the client
     *       waited for a server connection: total_wait_time by total_query_time, which contains the wait. It is at most 1;
     *       more stands there when clients wait as they log in, or wait still.
     *   <li>{@code assignments_per_transaction}: about 1 where each transaction gets a server connection, about 0 where a
     *       client keeps one for its session
     *   <li>{@code server_parses_per_bind}: how often a prepared statement had to be made again on a server before a use
     * </ul>
     */
    Findings findings() {
        return Findings.builder()
                .put(PoolerBlock.QUERIES_PER_S, queriesPerSecond())
                .put(PoolerBlock.TRANSACTIONS_PER_S, perSecond(Counter.TRANSACTIONS))
                .put(PoolerBlock.WAIT_PER_QUERY, waitPerQueryMs())
                .put(PoolerBlock.WAIT_SHARE, waitShare())
                .put(
                        PoolerBlock.ASSIGNMENTS_PER_TRANSACTION,
                        ratio(Counter.SERVER_ASSIGNMENTS, Counter.TRANSACTIONS, 1))
                .put(PoolerBlock.CLIENT_PARSES_PER_BIND, ratio(Counter.CLIENT_PARSES, Counter.BINDS, 1))
                .put(PoolerBlock.SERVER_PARSES_PER_BIND, ratio(Counter.SERVER_PARSES, Counter.BINDS, 1))
                .put(PoolerBlock.RECEIVED_BYTES_PER_S, perSecond(Counter.RECEIVED_BYTES))
                .put(PoolerBlock.SENT_BYTES_PER_S, perSecond(Counter.SENT_BYTES))
                .build();
    }

    private OptionalDouble waitShare() {
        OptionalLong wait = moved.get(Counter.WAIT_MICROS);
        OptionalLong query = moved.get(Counter.QUERY_MICROS);
        if (wait.isEmpty() || query.isEmpty()) {
            return OptionalDouble.empty();
        }
        long time = Math.max(wait.getAsLong(), query.getAsLong());
        return time > 0 ? OptionalDouble.of(wait.getAsLong() / (double) time) : OptionalDouble.empty();
    }

    private OptionalDouble perSecond(Counter counter) {
        OptionalLong count = moved.get(counter);
        return count.isPresent() && seconds > 0
                ? OptionalDouble.of(count.getAsLong() / seconds)
                : OptionalDouble.empty();
    }

    private OptionalDouble ratio(Counter of, Counter by, double factor) {
        OptionalLong count = moved.get(of);
        long base = moved.get(by).orElse(0);
        return count.isPresent() && base > 0
                ? OptionalDouble.of(count.getAsLong() * factor / base)
                : OptionalDouble.empty();
    }
}
