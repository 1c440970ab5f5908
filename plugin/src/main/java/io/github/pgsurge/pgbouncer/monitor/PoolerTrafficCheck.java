package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Checks that a load went through a PgBouncer: reads its query counters before the load, and again when it is first asked
 * after it. What keeps it from reading is a reason for doubt, not an error of the run. Not thread safe.
 */
public final class PoolerTrafficCheck implements RunObserver {
    /** Opens the admin console; asked anew for each reading. */
    @FunctionalInterface
    public interface Source {
        /** A connection that the check closes. */
        AdminConsole open() throws ConsoleException;
    }

    private final Source source;
    private final Supplier<Set<String>> others;
    private Map<String, Long> before = Map.of();
    private Optional<SortedMap<String, Long>> moved = Optional.empty();
    private String failure = "";

    /**
     * Reads nothing before {@link #begin}.
     *
     * @param others gives, after the load, the databases that something else than the load queried
     */
    public PoolerTrafficCheck(Source source, Supplier<Set<String>> others) {
        this.source = source;
        this.others = others;
    }

    @Override
    public void begin(Surroundings surroundings) {
        before = read();
    }

    /** Queries by database, without PgBouncer's own, between the begin and the first time that this is asked. */
    private SortedMap<String, Long> moved() {
        if (moved.isEmpty()) {
            SortedMap<String, Long> counted = new TreeMap<>();
            read().forEach((database, count) -> counted.put(database, moved(count, before.getOrDefault(database, 0L))));
            moved = Optional.of(counted);
        }
        return moved.get();
    }

    /** A counter that went back has begun anew, as after a restart. */
    private static long moved(long after, long before) {
        return after >= before ? after - before : after;
    }

    private Map<String, Long> read() {
        try (AdminConsole console = source.open()) {
            Map<String, Long> counts = new TreeMap<>(console.queryCounts());
            counts.remove(ProcessReading.OWN);
            return counts;
        } catch (ConsoleException unreadable) {
            failure = unreadable.getMessage();
            return Map.of();
        }
    }

    @Override
    public Findings findings() {
        return Findings.builder()
                .put(PoolerBlock.QUERIES, Fields.ofCounts(moved()))
                .build();
    }

    @Override
    public Optional<String> doubt() {
        SortedMap<String, Long> queries = moved();
        if (!failure.isEmpty()) {
            return Optional.of("nothing proves that the load went through PgBouncer: " + failure);
        }
        Set<String> without = others.get();
        return queries.entrySet().stream()
                        .anyMatch(database -> database.getValue() > 0 && !without.contains(database.getKey()))
                ? Optional.empty()
                : Optional.of("PgBouncer's query counter did not move: the load did not go through it");
    }
}
