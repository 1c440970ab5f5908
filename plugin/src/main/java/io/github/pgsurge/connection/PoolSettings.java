package io.github.pgsurge.connection;

import io.github.pgsurge.dsn.SettingName;
import io.github.pgsurge.outcome.Rejection;
import java.time.Duration;

/**
 * How large the pool may be. Immutable; right by construction when it comes from {@link #of}.
 *
 * @param max most physical connections open at once, 1 to 10,000; also what the run reserves
 * @param minIdle idle connections kept ready, 0 to {@code max}
 * @param acquireTimeout longest wait for a connection, 250 ms to 1 h
 * @param maxLifetime age at which a connection is replaced, 30 s or more; zero for never
 */
public record PoolSettings(int max, int minIdle, Duration acquireTimeout, Duration maxLifetime) {
    /** The largest pool there may be. */
    public static final int LARGEST = 10_000;

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(30);

    /**
     * Checked settings.
     *
     * @throws Rejection naming the first setting out of its range
     */
    public static PoolSettings of(int max, int minIdle, Duration acquireTimeout, Duration maxLifetime)
            throws Rejection {
        if (max < 1 || max > LARGEST) {
            throw Rejection.usage(SettingName.MAX_OPEN + "=" + max + " is not within 1 and " + LARGEST);
        }
        if (minIdle < 0 || minIdle > max) {
            throw Rejection.usage(
                    SettingName.MAX_IDLE + "=" + minIdle + " is not within 0 and " + SettingName.MAX_OPEN + "=" + max);
        }
        if (acquireTimeout.compareTo(SHORTEST_WAIT) < 0 || acquireTimeout.compareTo(LONGEST_WAIT) > 0) {
            throw Rejection.usage("the acquire timeout of " + acquireTimeout + " is not within 250 ms and 1 h");
        }
        if (!maxLifetime.isZero() && maxLifetime.compareTo(SHORTEST_LIFE) < 0) {
            throw Rejection.usage("the connection lifetime of " + maxLifetime + " is neither 0 nor 30 s or more");
        }
        return new PoolSettings(max, minIdle, acquireTimeout, maxLifetime);
    }
}
