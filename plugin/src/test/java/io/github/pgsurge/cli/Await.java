package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Waits for conditions. */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final long LOOK_AGAIN_MS = 20;

    private Await() {}

    /** What is waited for. */
    public interface Condition {
        /** Looks. */
        boolean holds() throws Exception;
    }

    /** Waits until the condition holds. */
    public static void until(String what, Condition condition) {
        until(what, LIMIT, condition);
    }

    /** Waits until the condition holds, no longer than this. */
    public static void until(String what, Duration limit, Condition condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            boolean held = condition.holds();
            while (!held && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_AGAIN_MS);
                held = condition.holds();
            }
            assertThat(held).as("within %s: %s", limit, what).isTrue();
        } catch (Exception failure) {
            throw new AssertionError(what, failure);
        }
    }
}
