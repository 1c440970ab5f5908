package io.github.pgsurge.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one owner of a run's figures, on an agent or on a controller.
 *
 * <p>{@link #record} may be called by any number of threads at once; they share no lock and never wait for the reader.
 * {@link #interval} and {@link #total} are for the one thread that ticks; calls from others are serialized.
 *
 * <p>The measured time begins with the start of the earliest sample, so that preparing a table is not part of it, plus
 * the warm-up. Samples that begin in the warm-up are counted apart and are in no other figure.
 *
 * <p>Memory does not grow with the run: about 2.2 MB a label at most, and at most {@value #MAX_LABELS} labels.
 */
public final class RunRecording {
    /** How many labels are told apart; the rest is recorded as {@link #OTHER_LABELS}. */
    public static final int MAX_LABELS = 100;

    /** The label that holds the samples of all labels above {@link #MAX_LABELS}. */
    public static final String OTHER_LABELS = "(other labels)";

    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private final long warmupMillis;
    private final InstantSource clock;
    private final long createdMillis;
    private final Map<String, AgentClock> agents = new ConcurrentHashMap<>();
    private final AtomicLong beginMillis = new AtomicLong(NOT_BEGUN);
    private final LongAdder warmupSamples = new LongAdder();
    private final CappedNames<LabelRecorder> labels;

    private final Object tick = new Object();
    private final HistogramCodec codec = new HistogramCodec();
    private LabelCell spare = new LabelCell();
    private Instant lastTick;
    private long lastWarmupSamples;

    /**
     * Ready to record.
     *
     * @param warmup from zero up; its milliseconds count
     * @param correction of response times
     * @param clock the time spans are cut by; {@link MonotonicClock} outside tests
     */
    public RunRecording(Duration warmup, Correction correction, InstantSource clock) {
        if (warmup.isNegative()) {
            throw new IllegalArgumentException("warm-up of " + warmup + ": zero or more is allowed");
        }
        warmupMillis = warmup.toMillis();
        this.clock = clock;
        labels = new CappedNames<>(MAX_LABELS, OTHER_LABELS, (label, index) -> new LabelRecorder(label, correction));
        lastTick = clock.instant();
        createdMillis = lastTick.toEpochMilli();
    }

    /** Time at the start that is left out of the figures. */
    public Duration warmup() {
        return Duration.ofMillis(warmupMillis);
    }

    /** Records one finished sample. Any thread, lock-free, no allocation but for a new label or error code. */
    public void record(Sample sample) {
        long start = sample.startEpochMillis();
        record(sample, start - begun(start));
    }

    /**
     * Records a finished sample of another machine, by whose own clock the warm-up is cut off. Any thread.
     *
     * @param machine where it was measured
     * @param endEpochMillis when it ended, by that machine's clock
     */
    public void record(Sample sample, String machine, long endEpochMillis) {
        AgentClock theirs = agents.computeIfAbsent(machine, first -> new AgentClock());
        long start = sample.startEpochMillis();
        begun(theirs.see(start, endEpochMillis, clock.millis()));
        record(sample, theirs.sinceFirst(start));
    }

    /** The load had begun by then; it did not begin before its recording. */
    private long begun(long millis) {
        long earliest = Math.max(millis, createdMillis);
        long begin = beginMillis.get();
        return earliest < begin ? beginMillis.accumulateAndGet(earliest, Math::min) : begin;
    }

    private void record(Sample sample, long millisFromBegin) {
        if (warmupMillis > 0 && millisFromBegin < warmupMillis) {
            warmupSamples.increment();
        } else {
            labels.get(sample.label()).record(sample);
        }
    }

    /** What came since the last call, added to the total. Call it once more when the load has ended. */
    public Snapshot interval() {
        synchronized (tick) {
            SortedMap<String, LabelSnapshot> drained = new TreeMap<>();
            for (LabelRecorder recorder : labels.values()) {
                LabelRecorder.Drained one = recorder.drain(spare, codec);
                spare = one.empty();
                if (one.snapshot().counts().count() > 0) {
                    drained.put(one.snapshot().label(), one.snapshot());
                }
            }
            long warmupSoFar = warmupSamples.sum();
            long warmupNow = warmupSoFar - lastWarmupSamples;
            lastWarmupSamples = warmupSoFar;
            Instant previous = lastTick;
            lastTick = clock.instant();
            return snapshot(previous, warmupNow, drained);
        }
    }

    /** Everything up to the last {@link #interval}. */
    public Snapshot total() {
        synchronized (tick) {
            SortedMap<String, LabelSnapshot> totals = new TreeMap<>();
            for (LabelRecorder recorder : labels.values()) {
                LabelSnapshot total = recorder.total(codec);
                if (total.counts().count() > 0) {
                    totals.put(total.label(), total);
                }
            }
            return snapshot(Instant.MIN, lastWarmupSamples, totals);
        }
    }

    private Snapshot snapshot(Instant earliest, long warmup, SortedMap<String, LabelSnapshot> figures) {
        long begin = beginMillis.get();
        if (begin == NOT_BEGUN) {
            return new Snapshot(lastTick, lastTick, warmup, figures);
        }
        Instant measuredFrom = Instant.ofEpochMilli(begin + warmupMillis);
        Instant from = measuredFrom.isAfter(earliest) ? measuredFrom : earliest;
        return new Snapshot(from.isBefore(lastTick) ? from : lastTick, lastTick, warmup, figures);
    }
}
