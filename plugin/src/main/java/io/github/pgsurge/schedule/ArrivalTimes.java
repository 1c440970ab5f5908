package io.github.pgsurge.schedule;

import io.github.pgsurge.schedule.Arrivals.Spacing;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * The times of the arrivals of a schedule, one after the other. The same schedule, spacing and seed give the same times.
 *
 * <p>Random ones are those of a Poisson process of unit rate, moved to where the schedule expects that many arrivals (time
 * rescaling; Çınlar, Introduction to Stochastic Processes, 1975, chapter 4.7). For one thread at a time.
 */
public final class ArrivalTimes {
    private final Arrivals arrivals;
    private final Spacing spacing;
    private final SplittableRandom random;
    private double reached;

    ArrivalTimes(Arrivals arrivals, Spacing spacing, long seed) {
        this.arrivals = arrivals;
        this.spacing = spacing;
        random = new SplittableRandom(seed);
    }

    /** When the next is due, in nanoseconds after the start, never before the one before; empty when there is none. */
    public OptionalLong next() {
        // evenly spaced ones stand in the middle of the time that is theirs
        reached += spacing == Spacing.POISSON ? -Math.log1p(-random.nextDouble()) : reached == 0 ? 0.5 : 1;
        return arrivals.nanosOf(reached).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
