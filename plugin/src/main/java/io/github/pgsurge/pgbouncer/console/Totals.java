package io.github.pgsurge.pgbouncer.console;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Counters, or what they moved by. Immutable and thread safe.
 *
 * @param counts by counter; one that the version does not have is absent
 */
public record Totals(Map<Counter, Long> counts) {
    /** Nothing counted. */
    public static final Totals NONE = new Totals(Map.of());

    /** Copies. */
    public Totals {
        counts = Map.copyOf(counts);
    }

    static Totals of(Map<String, String> row) {
        Map<Counter, Long> counts = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            for (String column : counter.columns()) {
                ConsoleTable.number(row, column).ifPresent(count -> counts.putIfAbsent(counter, count));
            }
        }
        return new Totals(counts);
    }

    /** One counter. */
    public OptionalLong get(Counter counter) {
        Long count = counts.get(counter);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /** Both together, of the counters that either has. */
    public Totals plus(Totals other) {
        Map<Counter, Long> sum = new EnumMap<>(Counter.class);
        sum.putAll(counts);
        other.counts.forEach((counter, count) -> sum.merge(counter, count, Long::sum));
        return new Totals(sum);
    }

    /** All together. */
    public static Totals sum(Collection<Totals> all) {
        return all.stream().reduce(NONE, Totals::plus);
    }

    /** Whether any counter is less than it was: it has begun anew. */
    public boolean isBehind(Totals before) {
        return counts.entrySet().stream()
                .anyMatch(now -> now.getValue() < before.counts.getOrDefault(now.getKey(), 0L));
    }

    /**
     * What moved since, never negative: of counters that began anew, all of it. That is the least it can be, since nobody saw
     * what came between the reading before and the new begin.
     */
    public Totals since(Totals before) {
        if (isBehind(before)) {
            return this;
        }
        Map<Counter, Long> moved = new EnumMap<>(Counter.class);
        counts.forEach((counter, count) -> moved.put(counter, count - before.counts.getOrDefault(counter, 0L)));
        return new Totals(moved);
    }
}
