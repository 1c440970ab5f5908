package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Witnesses that a load went through a PgBouncer: reads its query counters before and after. What keeps it from reading
 * is a reason for doubt, not an error of the run. Not thread safe.
 */
public final class PoolerTrafficCheck {
    /** Opens the admin console; asked anew for each reading. */
    @FunctionalInterface
    public interface Source {
        /** A connection that the witness closes. */
        AdminConsole open() throws ConsoleException;
    }

    private final Source source;
    private final Map<String, Long> before = new HashMap<>();
    private final Map<String, Long> moved = new HashMap<>();
    private String failure = "";

    /** A witness of what comes from now on. */
    public PoolerTrafficCheck(Source source) {
        this.source = source;
        before.putAll(read());
    }

    /** Takes the second reading: what comes later is not witnessed. */
    public void end() {
        read().forEach((database, count) -> moved.put(database, moved(count, before.getOrDefault(database, 0L))));
    }

    /** A counter that went back has begun anew, as after a restart. */
    private static long moved(long after, long before) {
        return after >= before ? after - before : after;
    }

    private Map<String, Long> read() {
        try (AdminConsole console = source.open()) {
            Map<String, Long> counts = new HashMap<>(console.queryCounts());
            counts.remove(ProcessReading.OWN);
            return counts;
        } catch (ConsoleException unreadable) {
            failure = unreadable.getMessage();
            return Map.of();
        }
    }

    /** Queries between the readings by database, without PgBouncer's own. */
    public Map<String, Long> queries() {
        return Map.copyOf(moved);
    }

    /**
     * Why the load may not have gone through the pooler; empty when its counters moved.
     *
     * @param without databases that something else than the load queried
     */
    public Optional<String> doubt(Set<String> without) {
        if (!failure.isEmpty()) {
            return Optional.of("nothing proves that the load went through PgBouncer: " + failure);
        }
        boolean anyMoved = moved.entrySet().stream()
                .anyMatch(database -> database.getValue() > 0 && !without.contains(database.getKey()));
        return anyMoved
                ? Optional.empty()
                : Optional.of("PgBouncer's query counter did not move: the load did not go through it");
    }
}
