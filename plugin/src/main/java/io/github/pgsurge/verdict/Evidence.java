package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Estimate;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Snapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What rules are held against: a run so far, or the last part of it.
 *
 * <p>For one thread at a time.
 *
 * @param samples everything recorded of the labels that are asked for, merged
 * @param measured the time it was recorded in
 * @param arrivals whether the run had arrivals: latency then means response time
 * @param everyLabel whether every label was told apart, and none is among {@link RunRecording#OTHER_LABELS}
 * @param figures what was found out beside the samples, by dotted name
 */
public record Evidence(
        Function<LabelChoice, LabelSnapshot> samples,
        Duration measured,
        boolean arrivals,
        boolean everyLabel,
        Map<String, Estimate> figures) {

    /** Copies the figures. */
    public Evidence {
        figures = Map.copyOf(figures);
    }

    /** All of a run. */
    public static Evidence of(Snapshot recorded, Map<String, Estimate> figures) {
        Map<LabelChoice, LabelSnapshot> known = new HashMap<>();
        return new Evidence(
                choice -> known.computeIfAbsent(choice, wanted -> merged(recorded, wanted)),
                recorded.measured(),
                recorded.counts().arrivals() > 0,
                !recorded.labels().containsKey(RunRecording.OTHER_LABELS),
                figures);
    }

    private static LabelSnapshot merged(Snapshot recorded, LabelChoice choice) {
        SortedMap<String, LabelSnapshot> chosen = new TreeMap<>(recorded.labels());
        chosen.keySet().removeIf(choice.negate());
        return new Snapshot(recorded.from(), recorded.to(), 0, chosen).total();
    }
}
