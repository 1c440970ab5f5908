package io.github.pgsurge.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the values of a metric are, and the units in which a bound on it is written. Immutable and thread safe. */
public enum Dimension {
    /** Nanoseconds. */
    TIME("a time", new Unit("ns", 1), new Unit("us", 1e3), new Unit("ms", 1e6), new Unit("s", 1e9)),
    /** Milliseconds. */
    MILLIS("a time", new Unit("ns", 1e-6), new Unit("us", 1e-3), new Unit("ms", 1), new Unit("s", 1e3)),
    /** Seconds. */
    SECONDS("a time", new Unit("ns", 1e-9), new Unit("us", 1e-6), new Unit("ms", 1e-3), new Unit("s", 1)),
    /** A part of a whole, 1 at most. */
    SHARE("a percentage", new Unit("%", 0.01)),
    /** A part of 1 that can be more than 1, as a share of one CPU or of a limit that others pass. */
    FRACTION("a percentage", new Unit("%", 0.01)),
    /** A part of 1, gained or lost in an hour. */
    FRACTION_PER_HOUR("a change", new Unit("% per hour", 0.01), new Unit("%/h", 0.01)),
    /** How many. */
    COUNT("a count", new Unit("", 1)),
    /** How many a second. */
    RATE("a rate", new Unit("", 1), new Unit("/s", 1));

    private final String title;
    private final List<Unit> units;

    Dimension(String title, Unit... units) {
        this.title = title;
        this.units = List.of(units);
    }

    public Optional<Unit> unit(String text) {
        return units.stream().filter(unit -> unit.text().equals(text)).findFirst();
    }

    /** Whether a number without a unit says nothing. */
    public boolean needsUnit() {
        return unit("").isEmpty();
    }

    /** Whether its values can be below 0. */
    public boolean isSigned() {
        return this == FRACTION_PER_HOUR;
    }

    /** Whether none of its values is above 1. */
    public boolean isShare() {
        return this == SHARE;
    }

    /** Whether any metric is measured in this unit. */
    public static boolean isUnit(String text) {
        return Arrays.stream(values())
                .anyMatch(dimension -> dimension.unit(text).isPresent());
    }

    /** Its units as a list for people. */
    public String allowed() {
        return units.stream()
                .map(unit -> unit.text().isEmpty() ? "a bare number" : unit.text())
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return title;
    }
}
