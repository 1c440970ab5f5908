package io.github.pgsurge.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait for a condition: looking often, and longer than any machine needs. Stateless. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Patience() {}

    /**
     * Waits for something, in the thread of the caller; {@code atMost} gives it another limit.
     *
     * @param what is waited for, for the message of a test that fails
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .atMost(LIMIT);
    }
}
