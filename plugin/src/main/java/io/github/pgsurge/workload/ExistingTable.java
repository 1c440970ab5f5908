package io.github.pgsurge.workload;

import io.github.pgsurge.settings.Words;

/** What to do with a table of the load table's name that pgsurge did not create. */
public enum ExistingTable {
    /** Turn the run away. */
    REFUSE,
    /** Use it when its columns fit; it is never altered, truncated or dropped. */
    USE;

    @Override
    public String toString() {
        return Words.of(this);
    }
}
