package io.github.pgsurge.run;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows a line every report interval of a run. For one thread at a time. */
public final class ProgressDisplay implements RunObserver {
    private static final int LINE_WIDTH = 160;

    private final Duration every;
    private final Supplier<Optional<Duration>> planned;
    private final Consumer<String> out;
    private Duration due;
    private Snapshot sinceLine;
    private long errorsSoFar;

    /**
     * @param every time between two lines
     * @param planned how long the run is to take; empty when that is open
     * @param out takes the lines
     */
    public ProgressDisplay(Duration every, Supplier<Optional<Duration>> planned, Consumer<String> out) {
        this.every = every;
        this.planned = planned;
        this.out = out;
        due = every;
    }

    @Override
    public void observe(Moment moment) {
        errorsSoFar += moment.interval().counts().errors();
        sinceLine = sinceLine == null ? moment.interval() : sinceLine.merge(moment.interval());
        if (moment.elapsed().compareTo(due) >= 0 && !moment.last()) {
            due = due.plus(every);
            out.accept(new ProgressLine(
                            moment.elapsed(), planned.get(), moment.vus(), sinceLine, errorsSoFar, moment.status())
                    .format(LINE_WIDTH));
            sinceLine = null;
        }
    }
}
