package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@link Reading} while its parts are read. Not thread safe. */
final class ReadingBuilder {
    private final Instant at = Instant.now();
    private final long nanos = System.nanoTime();
    private final Postmaster postmaster;
    private Optional<Activity> activity = Optional.empty();
    private final SortedMap<String, Value> gauges = new TreeMap<>();
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final List<Counters> counters = new ArrayList<>();

    ReadingBuilder(Postmaster postmaster) {
        this.postmaster = postmaster;
    }

    void activity(Activity seen) {
        activity = Optional.of(seen);
    }

    /** A value that goes up and down. */
    void gauge(String name, long value) {
        gauges.put(name, new Value.Whole(value));
    }

    /** A value that goes up and down; null when the server did not say it. */
    void gauge(String name, Long value) {
        if (value != null) {
            gauge(name, value.longValue());
        }
    }

    /** A value that goes up and down; null when the server did not say it. */
    void gauge(String name, Double value) {
        if (value != null) {
            gauges.put(name, new Value.Decimal(value));
        }
    }

    /** A text; null when the server did not say it. */
    void text(String name, String value) {
        if (value != null) {
            texts.put(name, value);
        }
    }

    void counters(Counters group) {
        counters.add(group);
    }

    Reading build() {
        Fields.Builder sorted = Fields.builder();
        gauges.forEach(sorted::put);
        return new Reading(at, nanos, postmaster, activity, sorted.build(), texts, counters);
    }
}
