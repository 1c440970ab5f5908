package io.github.pgsurge.connection;

import io.github.pgsurge.settings.Words;

/** What the guard does when other sessions grow into what the run has reserved. */
public enum GuardAction {
    /** Says so once an episode, and opens no connection beyond those it has until there is room again. */
    WARN,
    /** Gives connections back until the minimum is free, and takes them again when there has been room for a while. */
    SHED,
    /** As {@link #WARN}, and asks for the test to be ended. */
    STOP;

    @Override
    public String toString() {
        return Words.of(this);
    }
}
