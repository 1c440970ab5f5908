package io.github.pgsurge.postgres;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One reading of a server. What could not be read is absent. Immutable and thread safe.
 *
 * @param at when it began
 * @param nanos the same by {@link System#nanoTime()}
 * @param postmaster of whom
 * @param activity who is connected
 * @param gauges what goes up and down, by name, units in the names
 * @param texts such as times, by name
 * @param counters what only grows
 */
record Reading(
        Instant at,
        long nanos,
        Postmaster postmaster,
        Optional<Activity> activity,
        SortedMap<String, Number> gauges,
        SortedMap<String, String> texts,
        List<Counters> counters) {

    Reading {
        gauges = Collections.unmodifiableSortedMap(new TreeMap<>(gauges));
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        counters = List.copyOf(counters);
    }

    /** A gauge; empty when it was not read. */
    OptionalDouble gauge(String name) {
        Number value = gauges.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
    }

    /** A counter as it stands; empty when it was not read. */
    Optional<Long> counter(String name) {
        return counters.stream()
                .map(group -> group.values().get(name))
                .filter(value -> value != null)
                .findFirst();
    }

    /** What a line of {@code server.jsonl} says of it. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        activity.ifPresent(seen -> fields.putAll(seen.fields()));
        fields.putAll(gauges);
        fields.putAll(texts);
        counters.forEach(group -> fields.putAll(group.values()));
        return fields;
    }
}
