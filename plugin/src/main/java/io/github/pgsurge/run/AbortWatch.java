package io.github.pgsurge.run;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.NumberFormats;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.SlidingWindow;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.verdict.Evidence;
import io.github.pgsurge.verdict.Rule;
import io.github.pgsurge.verdict.Rules;
import io.github.pgsurge.verdict.ThresholdResult;
import io.github.pgsurge.verdict.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends a hopeless run: looks at the rules that say {@code abort after} once a second, each over a sliding window of its own
 * length, from when that much time has been measured. Costs nothing when there is no such rule. For one thread at a time.
 */
public final class AbortWatch implements RunObserver {
    private record Watched(Rule rule, SlidingWindow window) {
        static Watched of(Rule rule) {
            return new Watched(rule, new SlidingWindow(rule.abortAfter().orElseThrow(), rule.labels(), rule.kinds()));
        }

        Optional<ThresholdResult> broken(boolean arrivals, boolean everyLabel) {
            if (!window.isFull()) {
                return Optional.empty();
            }
            ThresholdResult result = rule.evaluate(new Evidence(
                    choice -> window.figures(), window.measured(), arrivals, everyLabel, 0, Findings.NONE));
            String over = "the last " + NumberFormats.duration(window.measured());
            return result.result() == Verdict.FAIL
                    ? Optional.of(result.failed(
                            "aborted: " + (result.reason().isEmpty() ? "" : result.reason() + " ") + "over " + over))
                    : Optional.empty();
        }
    }

    private final Supplier<Rules> rules;
    private final Consumer<ThresholdResult> abort;
    private final Duration warmup;
    private Optional<List<Watched>> watched = Optional.empty();
    private boolean arrivals;
    private boolean everyLabel = true;
    private boolean begun;
    private Duration lastLook = Duration.ZERO;
    private Duration silent = Duration.ZERO;

    /**
     * Watches nothing yet.
     *
     * @param rules gives the rules; asked once, when virtual users are active
     * @param warmup time at the start that is not measured
     * @param abort ends the run, and keeps which rule ended it and with what value; called once
     */
    public AbortWatch(Supplier<Rules> rules, Duration warmup, Consumer<ThresholdResult> abort) {
        this.rules = rules;
        this.warmup = warmup;
        this.abort = abort;
    }

    @Override
    public void observe(Moment moment) {
        Snapshot interval = measured(moment);
        if (interval.measured().isZero() || moment.last()) {
            return;
        }
        if (watched.isEmpty()) {
            watched =
                    Optional.of(rules.get().aborting().stream().map(Watched::of).toList());
        }
        arrivals |= interval.labels().values().stream()
                .anyMatch(label -> label.counts().arrivals() > 0);
        everyLabel &= !interval.labels().containsKey(RunRecording.OTHER_LABELS);
        for (Watched one : watched.get()) {
            one.window().add(interval);
            Optional<ThresholdResult> broken = one.broken(arrivals, everyLabel);
            if (broken.isPresent()) {
                watched = Optional.of(List.of());
                abort.accept(broken.get());
                return;
            }
        }
    }

    /**
     * The interval; while users wait and not even the first sample has come back, so that the measured time does not begin,
     * an empty one of that time.
     */
    private Snapshot measured(Moment moment) {
        Snapshot interval = moment.interval();
        begun |= !interval.measured().isZero() || interval.warmupSamples() > 0;
        Duration since = moment.elapsed().minus(lastLook);
        lastLook = moment.elapsed();
        if (begun || moment.vus() == 0) {
            return interval;
        }
        silent = silent.plus(since);
        return silent.compareTo(warmup) <= 0
                ? interval
                : new Snapshot(interval.to().minus(since), interval.to(), 0, Collections.emptySortedMap());
    }
}
