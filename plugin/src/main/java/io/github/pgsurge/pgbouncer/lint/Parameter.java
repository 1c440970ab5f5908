package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One name that PgBouncer knows in a section. Immutable.
 *
 * @param since the first version that knows it; 1.12 stands for that and every older one
 * @param defaults by the minor version from which on they hold; an empty text is no default
 * @param stays whether it has no default to go back to when its section begins again
 */
record Parameter(
        String section,
        String name,
        PgbouncerVersion since,
        ValueType type,
        NavigableMap<Integer, String> defaults,
        boolean stays) {
    Parameter {
        defaults = new TreeMap<>(defaults);
    }

    /** What holds when the file does not say. */
    String fallback(PgbouncerVersion version) {
        var at = version.major() > 1 ? defaults.lastEntry() : defaults.floorEntry(version.minor());
        return at == null ? "" : at.getValue();
    }
}
