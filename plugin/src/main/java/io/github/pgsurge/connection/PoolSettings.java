package io.github.pgsurge.connection;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.time.Duration;

/**
 * How large the pool may be. Immutable; right by construction when it comes from {@link #of}.
 *
 * @param max most physical connections open at once, as DB_MAX_OPEN_CONNS takes it; also what the run reserves
 * @param minIdle idle connections kept ready, 0 to {@code max}
 * @param acquireTimeout longest wait for a connection, as DB_ACQUIRE_TIMEOUT takes it
 * @param maxLifetime age at which a connection is replaced, as DB_MAX_LIFETIME takes it; zero for never
 */
public record PoolSettings(int max, int minIdle, Duration acquireTimeout, Duration maxLifetime) {
    /**
     * Checked settings.
     *
     * @throws Rejection naming the first setting out of its range
     */
    public static PoolSettings of(int max, int minIdle, Duration acquireTimeout, Duration maxLifetime)
            throws Rejection {
        PoolSettings settings = new PoolSettings(
                Setting.DB_MAX_OPEN_CONNS.checked(max),
                Setting.DB_MAX_IDLE_CONNS.checked(minIdle),
                Setting.DB_ACQUIRE_TIMEOUT.checked(acquireTimeout),
                Setting.DB_MAX_LIFETIME.checked(maxLifetime));
        if (minIdle > max) {
            throw Rejection.usage(Setting.DB_MAX_IDLE_CONNS + "=" + minIdle + " is not within 0 and "
                    + Setting.DB_MAX_OPEN_CONNS + "=" + max);
        }
        return settings;
    }
}
