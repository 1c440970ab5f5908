package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.Totals;
import java.util.Map;
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
     * Adds its figures, each where the version has what it is made of.
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
    void into(Map<String, Object> fields) {
        put(fields, "queries_per_s", queriesPerSecond());
        put(fields, "transactions_per_s", perSecond(Counter.TRANSACTIONS));
        put(fields, "wait_per_query_ms", waitPerQueryMs());
        put(fields, "wait_share", waitShare());
        put(fields, "assignments_per_transaction", ratio(Counter.SERVER_ASSIGNMENTS, Counter.TRANSACTIONS, 1));
        put(fields, "client_parses_per_bind", ratio(Counter.CLIENT_PARSES, Counter.BINDS, 1));
        put(fields, "server_parses_per_bind", ratio(Counter.SERVER_PARSES, Counter.BINDS, 1));
        put(fields, "received_bytes_per_s", perSecond(Counter.RECEIVED_BYTES));
        put(fields, "sent_bytes_per_s", perSecond(Counter.SENT_BYTES));
    }

    private static void put(Map<String, Object> fields, String name, OptionalDouble figure) {
        figure.ifPresent(value -> fields.put(name, value));
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
