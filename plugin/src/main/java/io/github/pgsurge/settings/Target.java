package io.github.pgsurge.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A side of the sandbox that a run loads. Immutable and thread safe. */
public enum Target {
    /** Straight to PostgreSQL: there is nothing between, and no PgBouncer to watch. */
    DIRECT(Map.of(
            Setting.BASE_URL,
            "GATEWAY_DIRECT_URL",
            Setting.PGBOUNCER_HOST,
            Target.NONE,
            Setting.GUARD_HOST,
            Target.NONE)),
    /** Through PgBouncer; the guard still watches PostgreSQL itself. */
    POOLED(Map.of(
            Setting.BASE_URL, "GATEWAY_POOLED_URL",
            Setting.DB_HOST, Setting.PGBOUNCER_HOST.name(),
            Setting.DB_PORT, Setting.PGBOUNCER_PORT.name(),
            Setting.GUARD_HOST, Setting.DB_HOST.name(),
            Setting.GUARD_PORT, Setting.DB_PORT.name()));

    private static final String NONE = "";

    private final Map<Setting, String> names;

    Target(Map<Setting, String> names) {
        this.names = names;
    }

    /**
     * What the sandbox says of a setting on this side.
     *
     * @return null when it says nothing, as when none is up; empty when it has no such thing on this side
     */
    String value(Setting setting, Map<String, String> sandbox) {
        String name = names.getOrDefault(setting, setting.name());
        return name.equals(NONE) && !sandbox.isEmpty() ? "" : sandbox.get(name);
    }

    /** The side of that word, in canonical form; empty for the empty word. */
    static Optional<Target> named(String word) {
        return Arrays.stream(values())
                .filter(side -> side.toString().equals(word))
                .findFirst();
    }

    /** Its word in settings and reports. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
