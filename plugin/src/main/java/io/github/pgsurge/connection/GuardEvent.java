package io.github.pgsurge.connection;

/**
 * Something the guard tells once. Immutable.
 *
 * @param line one line for people, every number in it
 */
public record GuardEvent(Kind kind, String line) {
    /** What happened. */
    public enum Kind {
        /** Others grew into what the run reserved; once an episode. */
        SHORT,
        /** The cap was lowered, connections are given back. */
        SHED,
        /** The cap was raised. */
        RAISED,
        /** All that was reserved may be used again: the episode is over. */
        RECOVERED,
        /** The test should end now; once. */
        STOP,
        /** The control connection broke. */
        CONTROL_LOST,
        /** The control connection is back and the reservation with it. */
        CONTROL_BACK,
        /** The server refused a load connection with 53300. */
        SERVER_FULL
    }
}
