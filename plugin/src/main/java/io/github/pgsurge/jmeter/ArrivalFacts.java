package io.github.pgsurge.jmeter;

import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of the arrivals of a test, over all its groups, for its report. Thread safe. */
final class ArrivalFacts {
    private static final String NAME = "pgsurge.arrivals";

    /** From which share on the client was too slow for its schedule. */
    private static final double MOST_OVERDUE = 0.01;

    private final List<ArrivalPace> paces = new CopyOnWriteArrayList<>();

    private ArrivalFacts() {}

    /** Those of that run. */
    static ArrivalFacts of(EngineRun run) {
        return run.shared(NAME, ArrivalFacts.class, ArrivalFacts::new);
    }

    void add(Optional<ArrivalPace> pace) {
        pace.ifPresent(paces::add);
    }

    private Counts counts() {
        long due = 0;
        long late = 0;
        long dropped = 0;
        for (ArrivalPace pace : paces) {
            Counts counts = pace.counts();
            due += counts.due();
            late += counts.late();
            dropped += counts.dropped();
        }
        return new Counts(due, late, dropped);
    }

    private long overdue() {
        return paces.stream().mapToLong(ArrivalPace::overdue).sum();
    }

    /** Why the client itself may have been short of time, as a clause about "it"; empty when it was not. */
    Optional<String> shortage() {
        Counts counts = counts();
        double share = (double) overdue() / Math.max(1, counts.due() - counts.late() - counts.dropped());
        return share <= MOST_OVERDUE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "it began %.1f %% of arrivals more than 10 ms late although virtual users were free",
                        share * 100));
    }

    /** The block of run.json; empty when no group has arrivals. */
    Optional<Map<String, Object>> block() {
        if (paces.isEmpty()) {
            return Optional.empty();
        }
        Counts counts = counts();
        long due = counts.due();
        long late = counts.late();
        long dropped = counts.dropped();
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("due", due);
        block.put("late", late);
        block.put("dropped", dropped);
        block.put("overdue", overdue());
        if (due > 0) {
            block.put("late_rate", (double) late / due);
            block.put("dropped_rate", (double) dropped / due);
        }
        return Optional.of(block);
    }
}
