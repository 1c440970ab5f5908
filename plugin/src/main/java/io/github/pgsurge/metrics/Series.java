package io.github.pgsurge.metrics;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What was seen over the time of a run, in equal buckets of which there are never more than {@value #CAPACITY}: when the
 * run grows longer than they reach, neighbours are merged and every bucket is twice as wide. What is held does not grow with the
 * run, and nothing that was added is lost.
 *
 * <p>For one thread at a time.
 *
 * @param <T> what a bucket holds; immutable
 */
public final class Series<T> {
    /** The most buckets. */
    public static final int CAPACITY = 240;

    private final BinaryOperator<T> merge;
    private Duration width;
    private SortedMap<Integer, T> buckets = new TreeMap<>();

    /**
     * Empty.
     *
     * @param width of a bucket at first, above zero
     * @param merge makes one of two neighbours, or of a bucket and what is added to it
     */
    public Series(Duration width, BinaryOperator<T> merge) {
        if (width.isZero() || width.isNegative()) {
            throw new IllegalArgumentException("bucket of " + width + ": more than zero is allowed");
        }
        this.width = width;
        this.merge = merge;
    }

    /**
     * Adds what was seen.
     *
     * @param at time since the begin of the series, from zero up
     */
    public void add(Duration at, T seen) {
        if (at.isNegative()) {
            throw new IllegalArgumentException("time " + at + ": zero or more is allowed");
        }
        while (at.toNanos() / width.toNanos() >= CAPACITY) {
            widen();
        }
        buckets.merge((int) (at.toNanos() / width.toNanos()), seen, merge);
    }

    private void widen() {
        SortedMap<Integer, T> wider = new TreeMap<>();
        buckets.forEach((index, bucket) -> wider.merge(index / 2, bucket, merge));
        buckets = wider;
        width = width.multipliedBy(2);
    }

    /** How long a bucket is now. */
    public Duration width() {
        return width;
    }

    /** The buckets that something was added to, in the order of time. */
    public List<Bucket<T>> buckets() {
        return buckets.entrySet().stream()
                .map(bucket -> new Bucket<>(width.multipliedBy(bucket.getKey()), bucket.getValue()))
                .toList();
    }

    /**
     * One bucket.
     *
     * @param from its begin, since the begin of the series
     * @param seen everything that was added to it
     */
    public record Bucket<T>(Duration from, T seen) {}
}
