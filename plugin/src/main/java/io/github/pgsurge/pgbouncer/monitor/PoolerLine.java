package io.github.pgsurge.pgbouncer.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a process in a line for people. Stateless. */
final class PoolerLine {
    private PoolerLine() {}

    /** Such as {@code 12,345 queries (206/s), wait 0.3 ms a query, at most 5 waiting, 20 of 20 server connections open, 18 busy
     * when looked at, 7.5 clients to a connection}. */
    static String of(PoolerFigures figures, PoolPeaks peaks) {
        List<String> parts = new ArrayList<>();
        parts.add(number("%,d queries", figures.queries()) + rate(figures));
        figures.flow()
                .waitPerQueryMs()
                .ifPresent(wait -> parts.add(String.format(Locale.ROOT, "wait %s ms a query", short1(wait))));
        parts.add(number("at most %,d waiting", peaks.clWaiting()));
        parts.add(number("%,d", peaks.servers())
                + (peaks.poolSize() > 0 ? number(" of %,d", peaks.poolSize()) : "")
                + number(" server connections open, %,d busy when looked at", peaks.svActive()));
        figures.multiplexing()
                .ifPresent(ratio -> parts.add(String.format(Locale.ROOT, "%.1f clients to a connection", ratio)));
        if (figures.restarts() > 0) {
            parts.add(figures.restarts() == 1 ? "restarted once" : number("restarted %,d times", figures.restarts()));
        }
        return String.join(", ", parts);
    }

    private static String rate(PoolerFigures figures) {
        return figures.flow().queriesPerSecond().stream()
                .mapToObj(rate -> String.format(Locale.ROOT, " (%,.0f/s)", rate))
                .findFirst()
                .orElse("");
    }

    private static String short1(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis);
    }

    private static String number(String format, long value) {
        return String.format(Locale.ROOT, format, value);
    }
}
