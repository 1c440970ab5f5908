package io.github.pgsurge.verdict;

import java.util.Locale;

/** What a run concludes. {@link #toString()} is the word that run.json holds. */
public enum Verdict {
    PASS,
    WARN,
    FAIL,
    REFUSED,
    INCONCLUSIVE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
