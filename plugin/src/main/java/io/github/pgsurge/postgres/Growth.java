package io.github.pgsurge.postgres;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how much counters grew from a start on, reading by reading. Counters that were reset in between go on from 0, those of
 * another server from where they are, so that only what came between the last reading and that is missing; a position, which
 * nothing resets, is then not known any more. Not thread safe.
 */
final class Growth {
    private final Map<String, Counters> last = new HashMap<>();
    private final SortedMap<String, Long> grown = new TreeMap<>();
    private final Set<String> reset = new LinkedHashSet<>();
    private final Set<String> lost = new LinkedHashSet<>();

    /** What it is now, for good. */
    Growth copy() {
        Growth copy = new Growth();
        copy.last.putAll(last);
        copy.grown.putAll(grown);
        copy.reset.addAll(reset);
        copy.lost.addAll(lost);
        return copy;
    }

    /** Starts again from this reading. */
    void startAt(List<Counters> reading) {
        last.clear();
        grown.clear();
        reset.clear();
        lost.clear();
        add(reading);
    }

    /** Adds what came since the last reading. */
    void add(List<Counters> reading) {
        reading.forEach(this::add);
    }

    /** Goes on with those of another server: what they counted so far is left out, as if they were reset now. */
    void moveTo(List<Counters> reading) {
        for (Counters now : reading) {
            if (last.put(now.group(), now) != null) {
                reset.add(now.group());
                if (now.group().equals(WalPosition.GROUP)) {
                    lost.addAll(now.values().keySet());
                }
            }
        }
    }

    private void add(Counters now) {
        Counters before = last.put(now.group(), now);
        if (before == null) {
            return;
        }
        boolean anew = now.isReset(before);
        if (anew) {
            reset.add(now.group());
        }
        now.values().forEach((name, value) -> {
            Long from = before.values().get(name);
            if (from == null) {
                return;
            }
            if (anew && now.group().equals(WalPosition.GROUP)) {
                lost.add(name);
            }
            grown.merge(name, anew ? value : value - from, Long::sum);
        });
    }

    /** By how much one grew; empty when it is not known. */
    OptionalLong of(String counter) {
        Long sum = lost.contains(counter) ? null : grown.get(counter);
        return sum == null ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** All that begin so, without that beginning. */
    SortedMap<String, Long> startingWith(String prefix) {
        SortedMap<String, Long> found = new TreeMap<>();
        grown.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The sum of those that are known; empty when none is. */
    OptionalLong sum(String... counters) {
        long sum = 0;
        boolean known = false;
        for (String counter : counters) {
            OptionalLong one = of(counter);
            sum += one.orElse(0);
            known |= one.isPresent();
        }
        return known ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    /** Groups that were reset since the start, in that order. */
    List<String> reset() {
        return List.copyOf(reset);
    }
}
