package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
        Fields gauges,
        SortedMap<String, String> texts,
        List<Counters> counters) {

    Reading {
        texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        counters = List.copyOf(counters);
    }

    /** A gauge; empty when it was not read. */
    OptionalDouble gauge(String name) {
        return gauges.get(name)
                .flatMap(Value::estimate)
                .map(gauge -> OptionalDouble.of(gauge.value()))
                .orElse(OptionalDouble.empty());
    }

    /** A counter as it stands; empty when it was not read. */
    OptionalLong counter(String name) {
        return counters.stream()
                .map(group -> group.values().get(name))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** What a line of {@code server.jsonl} says of it. */
    Fields fields() {
        Fields.Builder fields = Fields.builder();
        activity.ifPresent(seen -> fields.putAll(seen.fields()));
        fields.putAll(gauges);
        fields.putAll(Fields.ofTexts(texts));
        counters.forEach(group -> fields.putAll(Fields.ofCounts(group.values())));
        return fields.build();
    }
}
