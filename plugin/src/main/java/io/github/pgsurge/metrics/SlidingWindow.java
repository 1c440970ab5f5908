package io.github.pgsurge.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * The last so many seconds of some labels of a run, merged. An interval that comes in is added and one that goes out is
 * subtracted, so that the cost of a tick does not depend on the length of the window.
 *
 * <p>Holds an encoded histogram for each interval and label, and one of 270 kB for each kind of time. For one thread at a
 * time.
 */
public final class SlidingWindow {
    private record Kept(Duration measured, List<LabelSnapshot> labels) {}

    private final Duration length;
    private final Predicate<String> wanted;
    private final Map<TimeKind, Histogram> times = new EnumMap<>(TimeKind.class);
    private final HistogramCodec codec = new HistogramCodec();
    private final Deque<Kept> intervals = new ArrayDeque<>();
    private final CountsWindow counts = new CountsWindow();
    private Duration measured = Duration.ZERO;

    /**
     * Empty.
     *
     * @param length of measured time, above zero
     * @param wanted the labels whose samples count
     * @param kinds the times that will be asked for
     */
    public SlidingWindow(Duration length, Predicate<String> wanted, Set<TimeKind> kinds) {
        if (length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException("a window of " + length + ": more than zero is allowed");
        }
        this.length = length;
        this.wanted = wanted;
        kinds.forEach(kind -> times.put(kind, HistogramCodec.newHistogram()));
    }

    /** Takes the next interval, and drops those at the other end that the window does not need to be full. */
    public void add(Snapshot interval) {
        if (interval.measured().isZero()) {
            return;
        }
        Kept kept = new Kept(
                interval.measured(),
                interval.labels().values().stream()
                        .filter(label -> wanted.test(label.label()))
                        .map(this::needed)
                        .toList());
        intervals.add(kept);
        measured = measured.plus(kept.measured());
        for (LabelSnapshot label : kept.labels()) {
            counts.add(label.counts());
            times.forEach((kind, sum) -> add(sum, kind.of(label)));
        }
        while (measured.minus(intervals.element().measured()).compareTo(length) >= 0) {
            drop(intervals.remove());
        }
    }

    /** The label without the times that nobody asks for. */
    private LabelSnapshot needed(LabelSnapshot label) {
        return new LabelSnapshot(
                label.label(),
                label.counts(),
                times.containsKey(TimeKind.SERVICE) ? label.service() : Distribution.EMPTY,
                times.containsKey(TimeKind.RESPONSE) ? label.response() : Distribution.EMPTY,
                times.containsKey(TimeKind.ACQUIRE) ? label.acquire() : Distribution.EMPTY,
                Distribution.EMPTY);
    }

    private static void add(Histogram sum, Distribution part) {
        if (part.count() > 0) {
            sum.add(part.histogram());
        }
    }

    private void drop(Kept oldest) {
        measured = measured.minus(oldest.measured());
        for (LabelSnapshot label : oldest.labels()) {
            counts.subtract(label.counts());
            times.forEach((kind, sum) -> {
                Distribution part = kind.of(label);
                if (part.count() > 0) {
                    sum.subtract(part.histogram());
                }
            });
        }
    }

    /** Whether all of its length has been measured. */
    public boolean isFull() {
        return measured.compareTo(length) >= 0;
    }

    /** The measured time it holds: at least its length when it is full, and less than an interval more. */
    public Duration measured() {
        return measured;
    }

    /** Everything in it under the label {@link Snapshot#TOTAL}; errors without their messages. */
    public LabelSnapshot figures() {
        return new LabelSnapshot(
                Snapshot.TOTAL,
                counts.sum(),
                of(TimeKind.SERVICE),
                of(TimeKind.RESPONSE),
                of(TimeKind.ACQUIRE),
                Distribution.EMPTY);
    }

    private Distribution of(TimeKind kind) {
        Histogram sum = times.get(kind);
        return sum == null ? Distribution.EMPTY : Distribution.of(sum, codec);
    }
}
