package io.github.pgsurge.schedule;

import io.github.pgsurge.outcome.Rejection;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What a thread group does when: {@link Stages} of virtual users, or {@link Arrivals}. Immutable and thread safe. */
public sealed interface Schedule permits Stages, Arrivals {
    /**
     * Reads stages: of arrivals when their targets are rates, such as {@code 50/s}, else of virtual users.
     *
     * @throws Rejection when one does not parse, naming it, or when all together do not fit
     */
    static Schedule parse(String text) throws Rejection {
        return text.indexOf('/') < 0 ? Stages.parse(text) : Arrivals.parse(text);
    }

    /** How long it lasts. */
    Duration total();

    /**
     * The same shape in another size.
     *
     * @param vus how many virtual users there are at most; as before when empty. It is the peak of stages of VUs, and no
     *     matter of arrivals
     * @param newTotal how long it lasts, in whole milliseconds; as before when empty
     * @throws Rejection when what comes out does not fit
     */
    Schedule scaled(OptionalInt vus, Optional<Duration> newTotal) throws Rejection;
}
