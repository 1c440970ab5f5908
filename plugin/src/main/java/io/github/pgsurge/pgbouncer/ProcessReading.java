package io.github.pgsurge.pgbouncer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one PgBouncer process said at one moment, without its own database {@value #OWN}, which the console is.
 *
 * @param nanos of {@link System#nanoTime}
 * @param stats by database
 * @param ownQueries of the console itself: every reading makes them more, only a restart makes them fewer
 * @param cpu what its processes on this machine have used; empty when it is not here
 */
record ProcessReading(
        long nanos,
        String version,
        Map<String, StatsReading> stats,
        long ownQueries,
        List<PoolReading> pools,
        List<DatabaseReading> databases,
        List<SocketReading> servers,
        Map<ProcessHandle, Duration> cpu) {
    static final String OWN = "pgbouncer";

    /**
     * Takes it.
     *
     * @param version that the console has told when it was opened
     */
    static ProcessReading take(AdminConsole console, String version, Map<ProcessHandle, Duration> cpu)
            throws ConsoleException {
        Map<String, StatsReading> stats = new LinkedHashMap<>(console.stats());
        long nanos = System.nanoTime();
        StatsReading own = stats.remove(OWN);
        return new ProcessReading(
                nanos,
                version,
                stats,
                own == null ? 0 : own.totals().get(Counter.QUERIES).orElse(0),
                console.pools().stream()
                        .filter(pool -> !pool.database().equals(OWN))
                        .toList(),
                console.databases().stream()
                        .filter(database -> !database.name().equals(OWN))
                        .toList(),
                console.servers(),
                cpu);
    }

    /** Whether PgBouncer was started anew between that reading and this one. */
    boolean isRestartedSince(ProcessReading before) {
        return ownQueries <= before.ownQueries;
    }
}
