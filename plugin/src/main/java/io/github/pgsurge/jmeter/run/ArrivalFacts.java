package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.jmeter.vu.ArrivalPacing;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the arrivals of a test, over all its groups: block {@value #BLOCK} of run.json. On a controller, which has no
 * group of its own, it is what the samples of the agents tell. Arrivals that were due in the warm-up, to a second, do not count.
 * Thread safe.
 */
public final class ArrivalFacts implements RunObserver {
    private static final String BLOCK = "arrivals";
    private static final String NAME = "pgsurge.arrivals";

    /** From which share on the client was too slow for its schedule. */
    private static final double MOST_OVERDUE = 0.01;

    private final List<ArrivalPacing> paces = new CopyOnWriteArrayList<>();

    private final LongAdder sampled = new LongAdder();
    private final LongAdder sampledLate = new LongAdder();

    private volatile boolean warmsUp;
    private volatile boolean measures;

    private ArrivalFacts() {}

    /** Those of that run. */
    public static ArrivalFacts of(EngineRun run) {
        return run.shared(NAME, ArrivalFacts.class, ArrivalFacts::new);
    }

    public void add(Optional<ArrivalPacing> pace) {
        pace.ifPresent(paces::add);
    }

    @Override
    public void observe(Moment moment) {
        warmsUp |= moment.interval().warmupSamples() > 0;
        if (!measures && (moment.last() || !moment.interval().measured().isZero())) {
            measures = true;
            if (warmsUp) {
                paces.forEach(ArrivalPacing::countFromNow);
            }
        }
        LabelCounts counts = moment.interval().counts();
        sampled.add(counts.arrivals());
        sampledLate.add(counts.late());
    }

    private Counts counts() {
        long due = 0;
        long late = 0;
        long dropped = 0;
        for (ArrivalPacing pace : paces) {
            Counts counts = pace.counts();
            due += counts.due();
            late += counts.late();
            dropped += counts.dropped();
        }
        return new Counts(due, late, dropped);
    }

    private long overdue() {
        return paces.stream().mapToLong(ArrivalPacing::overdue).sum();
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

    @Override
    public Map<String, Map<String, Object>> blocks() {
        Map<String, Object> block = paces.isEmpty() ? ofSamples() : ofGroups();
        return block.isEmpty() ? Map.of() : Map.of(BLOCK, block);
    }

    /** What was dropped has no sample: neither it nor what was due is known. */
    private Map<String, Object> ofSamples() {
        return sampled.sum() == 0 ? Map.of() : Map.of("begun", sampled.sum(), "late", sampledLate.sum());
    }

    private Map<String, Object> ofGroups() {
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
        return block;
    }
}
