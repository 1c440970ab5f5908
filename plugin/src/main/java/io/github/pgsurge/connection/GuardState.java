package io.github.pgsurge.connection;

import io.github.pgsurge.settings.Words;

/** What the guard is at. {@link #toString()} is the word the live line and run.json show. */
public enum GuardState {
    /** The minimum is free and the run has all that it reserved. */
    OK,
    /** Others have grown into the reservation; no new connections beyond those there is room for. */
    SHORT,
    /** As {@link #SHORT}, giving connections back or waiting to take them again. */
    SHEDDING,
    /** The end of the test was asked for. */
    STOPPING,
    /** The control connection is lost: nothing can be seen, so the run opens no further connection. */
    BLIND,
    /** The manager is closed. */
    CLOSED;

    @Override
    public String toString() {
        return Words.of(this);
    }
}
