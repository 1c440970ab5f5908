package io.github.pgsurge.postgres;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counters that only grow and are reset together, as one reading found them. Immutable and thread safe.
 *
 * @param group which ones: the view they stand in
 * @param epoch since when they count, as the server says it; empty when it does not
 * @param settled whether a session's own part is in them at once, and not up to a second after its last statement
 * @param values by the name of the counter, which no other group has
 */
record Counters(String group, String epoch, boolean settled, SortedMap<String, Long> values) {
    Counters {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Whether they have begun anew since an earlier reading. */
    boolean isReset(Counters earlier) {
        return !epoch.equals(earlier.epoch)
                || values.entrySet().stream()
                        .anyMatch(counter ->
                                counter.getValue() < earlier.values.getOrDefault(counter.getKey(), Long.MIN_VALUE));
    }
}
