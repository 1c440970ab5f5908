package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.Counter;
import io.github.pgsurge.pgbouncer.console.DatabaseReading;
import io.github.pgsurge.pgbouncer.console.PoolReading;
import io.github.pgsurge.pgbouncer.console.SocketReading;
import io.github.pgsurge.pgbouncer.console.StatsReading;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one PgBouncer process said at one moment, without its own database {@value #OWN}, which the console is.
 *
 * @param nanos of {@link System#nanoTime}
 * @param session which of the connections to the console it came over: one that lasts proves that nothing was restarted
 * @param stats by database
 * @param ownQueries of the console itself. The first query of each of its sessions counts, no other (1.18): a new session
 *     makes them more, only a restart makes them fewer
 * @param paused whether all clients are held back, or those of a database; of all it is known since 1.19
 * @param cpu what its processes on this machine have used; empty when it is not here
 */
record ProcessReading(
        long nanos,
        int session,
        String version,
        Map<String, StatsReading> stats,
        long ownQueries,
        List<PoolReading> pools,
        List<DatabaseReading> databases,
        List<SocketReading> servers,
        boolean paused,
        Map<ProcessHandle, Duration> cpu) {
    static final String OWN = "pgbouncer";

    /**
     * Takes it.
     *
     * @param session counts the connections
     */
    static ProcessReading take(AdminConsole console, int session, Edition edition, Map<ProcessHandle, Duration> cpu)
            throws ConsoleException {
        Map<String, StatsReading> stats = new LinkedHashMap<>(console.stats());
        long nanos = System.nanoTime();
        StatsReading own = stats.remove(OWN);
        List<DatabaseReading> databases = console.databases().stream()
                .filter(database -> !database.name().equals(OWN))
                .toList();
        return new ProcessReading(
                nanos,
                session,
                edition.version(),
                stats,
                own == null ? 0 : own.totals().get(Counter.QUERIES).orElse(0),
                console.pools().stream()
                        .filter(pool -> !pool.database().equals(OWN))
                        .toList(),
                databases,
                console.servers(),
                (edition.hasState() && "yes".equals(console.state().get("paused")))
                        || databases.stream().anyMatch(DatabaseReading::paused),
                cpu);
    }

    /**
     * What does not change as long as a connection lasts.
     *
     * @param hasState whether it knows SHOW STATE
     */
    record Edition(String version, boolean hasState) {
        static final Edition UNKNOWN = new Edition("", false);

        static Edition of(AdminConsole console) throws ConsoleException {
            return new Edition(console.version(), !console.state().isEmpty());
        }
    }

    /** Whether PgBouncer was started anew between that reading and this one: another process, or counters that went back. */
    boolean isRestartedSince(ProcessReading before) {
        return session != before.session
                && (isAnotherProcess(before)
                        || ownQueries <= before.ownQueries
                        || stats.entrySet().stream().anyMatch(database -> isBehind(database, before)));
    }

    private boolean isAnotherProcess(ProcessReading before) {
        return !cpu.isEmpty() && !before.cpu.isEmpty() && Collections.disjoint(cpu.keySet(), before.cpu.keySet());
    }

    private static boolean isBehind(Map.Entry<String, StatsReading> database, ProcessReading before) {
        StatsReading known = before.stats.get(database.getKey());
        return known != null && database.getValue().totals().isBehind(known.totals());
    }
}
