package io.github.pgsurge.connection;

import io.github.pgsurge.settings.Words;
import java.util.Locale;

/**
 * A connection pooler between the load and PostgreSQL, as far as its data path shows. Immutable.
 *
 * @param mode how long a client keeps a server connection
 * @param preparedStatements whether it keeps each client's protocol-level prepared statements apart, as PgBouncer does from
 *     1.21 on with {@code max_prepared_statements} above 0
 */
public record Pooler(Mode mode, Tracking preparedStatements) {
    /** Of which nothing is known but that it is there. */
    static final Pooler UNKNOWN = new Pooler(Mode.UNKNOWN, Tracking.UNKNOWN);

    /** How long a client keeps a server connection. {@link #toString()} is the word for settings and reports. */
    public enum Mode {
        /** Until it disconnects. */
        SESSION,
        /** For one transaction. */
        TRANSACTION,
        /** For one statement; transaction blocks are refused. */
        STATEMENT,
        /** Not to be decided from outside: to be taken for the worst. */
        UNKNOWN;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    /** Whether prepared statements are kept apart. {@link #toString()} is the word for reports. */
    public enum Tracking {
        YES,
        NO,
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether clients that prepare statements on the server get their own answers: they keep their server connection, or
     * the pooler knows whose statement is whose.
     */
    public boolean bearsPreparedStatements() {
        return mode == Mode.SESSION || preparedStatements == Tracking.YES;
    }

    /** For people, such as {@code in transaction mode without prepared-statement support}. */
    public String describe() {
        String where = mode == Mode.UNKNOWN ? "in a mode that could not be told" : "in " + mode + " mode";
        return where
                + switch (preparedStatements) {
                    case YES -> " with prepared-statement support";
                    case NO -> " without prepared-statement support";
                    case UNKNOWN -> ", prepared-statement support unknown";
                };
    }
}
