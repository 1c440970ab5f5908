package io.github.pgsurge.report;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run came to: the content of run.json.
 *
 * <p>Immutable and thread safe.
 *
 * @param identity which run
 * @param duration from its begin to its end, the warm-up included
 * @param verdict what it concludes
 * @param exitCode what its process exits with
 * @param reason why, in one line for people; empty for a plain pass
 * @param total over all labels
 * @param labels by label
 * @param thresholds the rules in the order they were given; empty when there were none
 * @param agents names ({@code host:port}) of the remote agents; empty for a local run
 * @param findings what was found out beside the samples, with the versions and settings that the figures were measured with
 */
public record RunResult(
        RunIdentity identity,
        Duration duration,
        Verdict verdict,
        ExitCode exitCode,
        String reason,
        LabelResult total,
        SortedMap<String, LabelResult> labels,
        List<ThresholdResult> thresholds,
        List<String> agents,
        Findings findings) {

    /** Copies its collections. */
    public RunResult {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        thresholds = List.copyOf(thresholds);
        agents = List.copyOf(agents);
    }

    /** The result of a run, from everything it recorded. */
    public static RunResult of(
            RunIdentity identity,
            Duration duration,
            Verdict verdict,
            ExitCode exitCode,
            String reason,
            Snapshot recorded,
            List<ThresholdResult> thresholds,
            List<String> agents,
            Findings findings) {
        SortedMap<String, LabelResult> labels = new TreeMap<>();
        recorded.labels().forEach((name, label) -> labels.put(name, LabelResult.of(label, recorded.measured())));
        return new RunResult(
                identity,
                duration,
                verdict,
                exitCode,
                reason,
                LabelResult.of(recorded.total(), recorded.measured()),
                labels,
                thresholds,
                agents,
                findings);
    }
}
