package io.github.pgsurge.verdict;

import io.github.pgsurge.evidence.Findings;
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
 * @param warmupSamples samples that are in no figure, as they began in the warm-up
 * @param findings what was found out beside the samples
 */
public record Evidence(
        Function<LabelChoice, LabelSnapshot> samples,
        Duration measured,
        boolean arrivals,
        boolean everyLabel,
        long warmupSamples,
        Findings findings) {

    /** All of a run. */
    public static Evidence of(Snapshot recorded, Findings findings) {
        Map<LabelChoice, LabelSnapshot> known = new HashMap<>();
        return new Evidence(
                choice -> known.computeIfAbsent(choice, wanted -> merged(recorded, wanted)),
                recorded.measured(),
                recorded.counts().arrivals() > 0,
                !recorded.labels().containsKey(RunRecording.OTHER_LABELS),
                recorded.warmupSamples(),
                findings);
    }

    private static LabelSnapshot merged(Snapshot recorded, LabelChoice choice) {
        SortedMap<String, LabelSnapshot> chosen = new TreeMap<>(recorded.labels());
        chosen.keySet().removeIf(choice.negate());
        return new Snapshot(recorded.from(), recorded.to(), 0, chosen).total();
    }
}
