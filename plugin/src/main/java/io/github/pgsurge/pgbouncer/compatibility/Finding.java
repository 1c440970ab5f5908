package io.github.pgsurge.pgbouncer.compatibility;

/**
 * Whether one feature of PostgreSQL works through a pooler, for a driver as it is set. Immutable.
 *
 * @param why in a sentence
 * @param remedy what to do; empty when nothing need be done
 * @param wrongAnswers whether what pgsurge itself does would get another client's answers
 */
public record Finding(Feature feature, Works works, String why, String remedy, boolean wrongAnswers) {
    /** Whether it works. {@link #toString()} is the word for people and for JSON. */
    public enum Works {
        YES("yes"),
        WITH_CARE("with care"),
        NO("no");

        private final String words;

        Works(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
