package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * What must stay free for others, and how that is watched. Immutable; right by construction when it comes from
 * {@link #of}.
 *
 * @param minFree connections to leave free, 0 or more
 * @param fit shrink the pool to what is left instead of refusing
 * @param interval time between two samples, as GUARD_INTERVAL takes it
 * @param database where the reservation lock is taken: advisory locks are per database, so every run on a server must
 *     name the same one
 * @param dsn the server itself, for when the load goes through a pooler; its database is {@code database} all the same
 * @param monitors monitors of the run's own that connect to the server
 */
public record GuardSettings(
        int minFree,
        GuardAction action,
        boolean fit,
        Duration interval,
        String database,
        Optional<Dsn> dsn,
        int monitors) {
    /**
     * Checked settings.
     *
     * @throws Rejection naming the first setting out of its range
     */
    public static GuardSettings of(
            int minFree, GuardAction action, boolean fit, Duration interval, String database, Optional<Dsn> dsn)
            throws Rejection {
        return new GuardSettings(
                Setting.DB_MIN_FREE_CONNS.checked(minFree),
                action,
                fit,
                Setting.GUARD_INTERVAL.checked(interval),
                database.isBlank() ? Setting.GUARD_DATABASE.fallback() : database.strip(),
                dsn,
                0);
    }

    /** The same with so many monitors of the run's own to come, which the load leaves room for. */
    public GuardSettings withMonitors(int count) {
        return new GuardSettings(minFree, action, fit, interval, database, dsn, count);
    }
}
