package io.github.pgsurge.postgres;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What gauges came to at most, and what active sessions waited for on average, over readings. Not thread safe. */
final class Peaks {
    private final SortedMap<String, Double> highest = new TreeMap<>();
    private final SortedMap<String, Long> waits = new TreeMap<>();
    private long looks;

    void clear() {
        highest.clear();
        waits.clear();
        looks = 0;
    }

    /** What they are now, for good. */
    Peaks copy() {
        Peaks copy = new Peaks();
        copy.highest.putAll(highest);
        copy.waits.putAll(waits);
        copy.looks = looks;
        return copy;
    }

    void add(Reading reading) {
        reading.gauges().values().keySet().forEach(name -> reading.gauge(name).ifPresent(value -> see(name, value)));
        reading.activity().ifPresent(activity -> {
            looks++;
            see("backends", activity.backends());
            see("backends_active", activity.active());
            if (activity.load() > 0) {
                see("load_backends", activity.load());
            }
            activity.waits().forEach((wait, sessions) -> waits.merge(wait, (long) sessions, Long::sum));
        });
    }

    private void see(String name, double value) {
        highest.merge(name, value, Math::max);
    }

    /** The highest that was seen of a gauge; empty when it was never read. */
    OptionalDouble of(String name) {
        Double value = highest.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** How many active sessions waited for each event on average, those with most first. */
    Map<String, Double> waits(int most) {
        SortedMap<String, Double> means = new TreeMap<>();
        waits.forEach((wait, sessions) -> means.put(wait, (double) sessions / looks));
        return Activity.most(means, most);
    }
}
