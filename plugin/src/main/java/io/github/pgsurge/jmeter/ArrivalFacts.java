package io.github.pgsurge.jmeter;

import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of the arrivals of a test, over all its groups, for its report. Thread safe. */
final class ArrivalFacts {
    private static final String NAME = "pgsurge.arrivals";

    private final List<ArrivalPace> paces = new CopyOnWriteArrayList<>();

    private ArrivalFacts() {}

    /** Those of that run. */
    static ArrivalFacts of(EngineRun run) {
        return run.shared(NAME, ArrivalFacts.class, ArrivalFacts::new);
    }

    void add(Optional<ArrivalPace> pace) {
        pace.ifPresent(paces::add);
    }

    /** The block of run.json; empty when no group has arrivals. */
    Optional<Map<String, Object>> block() {
        if (paces.isEmpty()) {
            return Optional.empty();
        }
        long due = 0;
        long late = 0;
        long dropped = 0;
        for (ArrivalPace pace : paces) {
            Counts counts = pace.counts();
            due += counts.due();
            late += counts.late();
            dropped += counts.dropped();
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("due", due);
        block.put("late", late);
        block.put("dropped", dropped);
        if (due > 0) {
            block.put("late_rate", (double) late / due);
            block.put("dropped_rate", (double) dropped / due);
        }
        return Optional.of(block);
    }
}
