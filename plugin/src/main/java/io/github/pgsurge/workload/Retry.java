package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats what the server has certainly undone and asks to repeat: serialization failures (40001) and deadlocks (40P01).
 * Between attempts it waits for a random time up to base * 2^n ("full jitter": Brooker, Exponential Backoff And Jitter,
 * AWS Architecture Blog, 2015), so that those who collided do not collide again.
 *
 * <p>Immutable and thread safe.
 *
 * @param max repetitions at most; 0 for none
 * @param base the longest first wait
 * @param cap the longest wait
 */
public record Retry(int max, Duration base, Duration cap) {
    /** As many repetitions as {@code RETRY_MAX} has by default, within 10, 20, 40, ... ms. */
    public static final Retry DEFAULT =
            new Retry(Integer.parseInt(Setting.RETRY_MAX.fallback()), Duration.ofMillis(10), Duration.ofSeconds(1));

    private static final Set<String> RETRIABLE = Set.of("40001", "40P01");
    /** More doublings reach every cap, and an overflow. */
    private static final int MAX_DOUBLINGS = 30;

    /** Checks the ranges. */
    public Retry {
        if (max < 0 || base.isNegative() || cap.isNegative()) {
            throw new IllegalArgumentException("retry " + max + " " + base + " " + cap);
        }
    }

    /** What is repeated. */
    @FunctionalInterface
    public interface Attempt<T> {
        /** Tries once, from the beginning. */
        T run() throws SQLException;
    }

    /** Is told of each repetition before its wait, with the failure that led to it. */
    @FunctionalInterface
    public interface Observer {
        /** Counts. */
        void retrying(SQLException failure);
    }

    /**
     * The default with another number of repetitions.
     *
     * @throws Rejection when {@code RETRY_MAX} does not take it
     */
    public static Retry upTo(int max) throws Rejection {
        return new Retry(Setting.RETRY_MAX.checked(max), DEFAULT.base, DEFAULT.cap);
    }

    /** Whether the failure is one to repeat after. */
    public static boolean isRetriable(SQLException failure) {
        return failure.getSQLState() != null && RETRIABLE.contains(failure.getSQLState());
    }

    /** The longest wait before a repetition, 0 for the first. */
    public Duration longestWait(int repetition) {
        Duration grown = base.multipliedBy(1L << Math.min(repetition, MAX_DOUBLINGS));
        return grown.compareTo(cap) > 0 ? cap : grown;
    }

    /**
     * Runs until it succeeds, fails otherwise, or has been repeated {@link #max} times.
     *
     * @throws SQLException the last failure as it is; also at once when the thread is interrupted while it waits, its
     *     interrupt restored
     */
    public <T> T call(Attempt<T> attempt, Observer observer) throws SQLException {
        for (int repetition = 0; ; repetition++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (repetition >= max || !isRetriable(e)) {
                    throw e;
                }
                observer.retrying(e);
                pause(repetition, e);
            }
        }
    }

    private void pause(int repetition, SQLException failure) throws SQLException {
        try {
            long nanos = longestWait(repetition).toNanos();
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos + 1))
                    .toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }
}
