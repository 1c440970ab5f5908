package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import java.util.Locale;

/** What to do with a table of the load table's name that pgsurge did not create. */
public enum ExistingTable {
    /** Turn the run away. */
    REFUSE,
    /** Use it when its columns fit; it is never altered, truncated or dropped. */
    USE;

    /**
     * Reads {@code existing}.
     *
     * @throws Rejection that lists the words
     */
    public static ExistingTable parse(String text) throws Rejection {
        for (ExistingTable value : values()) {
            if (value.toString().equals(text)) {
                return value;
            }
        }
        throw Rejection.usage("existing: '" + text + "' is not one of refuse, use");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
