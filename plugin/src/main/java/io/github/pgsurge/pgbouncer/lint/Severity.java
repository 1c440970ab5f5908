package io.github.pgsurge.pgbouncer.lint;

import java.util.Locale;

/** How bad a finding is, worst first. */
public enum Severity {
    /** PgBouncer does not start, or what is configured cannot work. */
    ERROR,
    /** It starts, and does what hardly anybody wants. */
    WARNING,
    /** Good to know. */
    INFO;

    /** The word for people and for JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
