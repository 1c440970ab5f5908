package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.jmeter.vu.ArrivalPacing;
import io.github.pgsurge.metrics.LabelCounts;
import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the arrivals of a test, over all its groups: {@link ArrivalBlock}. On a controller, which has no
 * group of its own, it is what the samples of the agents tell. Arrivals that were due in the warm-up, to a second, do not count.
 * Thread safe.
 */
public final class ArrivalObserver implements RunObserver {
    private static final String NAME = "pgsurge.arrivals";

    /** From which share on the client was too slow for its schedule. */
    private static final double MOST_OVERDUE = 0.01;

    private final List<ArrivalPacing> paces = new CopyOnWriteArrayList<>();

    private final LongAdder sampled = new LongAdder();
    private final LongAdder sampledLate = new LongAdder();

    private volatile boolean warmsUp;
    private volatile boolean measures;

    private ArrivalObserver() {}

    /** Those of that run. */
    public static ArrivalObserver of(EngineRun run) {
        return run.shared(NAME, ArrivalObserver.class, ArrivalObserver::new);
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
    public Findings findings() {
        return paces.isEmpty() ? ofSamples() : ofGroups();
    }

    /** What was dropped has no sample: neither it nor what was due is known. */
    private Findings ofSamples() {
        return sampled.sum() == 0
                ? Findings.NONE
                : Findings.builder()
                        .put(ArrivalBlock.BEGUN, sampled.sum())
                        .put(ArrivalBlock.LATE, sampledLate.sum())
                        .build();
    }

    private Findings ofGroups() {
        Counts counts = counts();
        Findings.Builder findings = Findings.builder()
                .put(ArrivalBlock.DUE, counts.due())
                .put(ArrivalBlock.LATE, counts.late())
                .put(ArrivalBlock.DROPPED, counts.dropped())
                .put(ArrivalBlock.OVERDUE, overdue());
        if (counts.due() > 0) {
            findings.put(ArrivalBlock.LATE_RATE, (double) counts.late() / counts.due())
                    .put(ArrivalBlock.DROPPED_RATE, (double) counts.dropped() / counts.due());
        }
        return findings.build();
    }
}
