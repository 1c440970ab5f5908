package io.github.pgsurge.pgbouncer.lint;

/** What a configuration file consists of, in the order in which PgBouncer reads it. */
sealed interface IniItem {
    /** Where it stands. */
    Place place();

    /** {@code [name]}: what was said before of that section is forgotten. */
    record Header(Place place, String name) implements IniItem {}

    /**
     * A name and its value.
     *
     * @param section the name in the header above; empty above the first
     */
    record Entry(Place place, String section, String key, String value) implements IniItem {}

    /** Where reading stops, as PgBouncer's does. */
    record Broken(Place place, String why) implements IniItem {}

    /** What PgBouncer passes over without a word. */
    record Unread(Place place, String what) implements IniItem {}
}
