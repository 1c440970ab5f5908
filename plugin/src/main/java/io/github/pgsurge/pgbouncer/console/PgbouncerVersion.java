package io.github.pgsurge.pgbouncer.console;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PgBouncer, as far as features depend on it. Immutable.
 *
 * @param major the 1 of 1.18.0
 * @param minor the 18
 */
public record PgbouncerVersion(int major, int minor) implements Comparable<PgbouncerVersion> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,3})\\.(\\d{1,4})(\\.\\d+)?");
    private static final Comparator<PgbouncerVersion> ORDER =
            Comparator.comparingInt(PgbouncerVersion::major).thenComparingInt(PgbouncerVersion::minor);

    /** A version 1.x. */
    public static PgbouncerVersion of(int minor) {
        return new PgbouncerVersion(1, minor);
    }

    /** The first version in a text such as {@code PgBouncer 1.18.0}; empty when there is none. */
    public static Optional<PgbouncerVersion> in(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.find()
                ? Optional.of(
                        new PgbouncerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether it is 1.{@code minor} or newer. */
    public boolean isAtLeast(int minorOfOne) {
        return compareTo(of(minorOfOne)) >= 0;
    }

    @Override
    public int compareTo(PgbouncerVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
