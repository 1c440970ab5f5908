package io.github.pgsurge.micro;

import io.github.pgsurge.evidence.Catalogue;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.metrics.Correction;
import io.github.pgsurge.metrics.Measurement;
import io.github.pgsurge.metrics.RunRecording;
import io.github.pgsurge.metrics.Sample;
import io.github.pgsurge.metrics.SlidingWindow;
import io.github.pgsurge.metrics.Snapshot;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.verdict.Evidence;
import io.github.pgsurge.verdict.Rule;
import io.github.pgsurge.verdict.ThresholdResult;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a rule that can end a run costs each second: an interval in, one out, and a look at the quantile. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ThresholdWindowBenchmark {
    private static final int INTERVALS = 600;
    private static final int SAMPLES_A_SECOND = 2_000;

    /** Length of the window: it makes no difference. */
    @Param({"30", "300"})
    public int seconds;

    private final Snapshot[] intervals = new Snapshot[INTERVALS];
    private Instant now = Instant.EPOCH;
    private Rule rule;
    private SlidingWindow window;
    private int next;

    @Setup
    public void record() throws Rejection {
        SplittableRandom random = new SplittableRandom(1);
        RunRecording recording = new RunRecording(Duration.ZERO, Correction.OF_ARRIVALS, () -> now);
        for (int second = 0; second < INTERVALS; second++) {
            for (int i = 0; i < SAMPLES_A_SECOND; i++) {
                long service = Math.round(100_000 / Math.pow(1 - random.nextDouble(), 0.8));
                recording.record(
                        new Sample("label " + i % 5, true, "", "", now.toEpochMilli(), Measurement.ofService(service)));
            }
            now = now.plusSeconds(1);
            intervals[second] = recording.interval();
        }
        rule = Rule.parse(Catalogue.installed(), "benchmark", 1, "latency p95 < 10s, abort after " + seconds + "s");
        window = new SlidingWindow(rule.abortAfter().orElseThrow(), rule.labels(), rule.kinds());
        for (int i = 0; i < seconds; i++) {
            window.add(intervals[next++ % INTERVALS]);
        }
    }

    @Benchmark
    public ThresholdResult second() {
        window.add(intervals[next++ % INTERVALS]);
        return rule.evaluate(
                new Evidence(choice -> window.figures(), window.measured(), false, true, 0, Findings.NONE));
    }
}
