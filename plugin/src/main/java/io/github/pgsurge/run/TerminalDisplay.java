package io.github.pgsurge.run;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.metrics.LabelSnapshot;
import io.github.pgsurge.metrics.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows one line of a run on a terminal and rewrites it every second. Its rates and times are those of the last report
 * interval. The line ends with a carriage return, so that what is written next takes its place; the last one stays.
 *
 * <p>For one thread at a time.
 */
public final class TerminalDisplay implements RunObserver {
    /** What a line that is rewritten begins with: the escape sequence that clears the terminal's line. */
    public static final String CLEAR = "\u001b[2K";

    /** A terminal that has become narrower cuts the line instead of going on in the next, where nothing clears it. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(10);

    private final long seconds;
    private final Supplier<Optional<Duration>> planned;
    private final int width;
    private final Consumer<String> out;
    private final Deque<Snapshot> window = new ArrayDeque<>();
    private long errorsSoFar;
    private boolean shown;

    /**
     * Ready to observe.
     *
     * @param window the time that rates and times are of, 10 s at most
     * @param planned how long the run is to take; empty when that is open
     * @param width columns of the terminal
     * @param out takes text that goes to the terminal as it is
     */
    public TerminalDisplay(Duration window, Supplier<Optional<Duration>> planned, int width, Consumer<String> out) {
        seconds = Math.max(1, window.compareTo(LONGEST_WINDOW) < 0 ? window.toSeconds() : LONGEST_WINDOW.toSeconds());
        this.planned = planned;
        this.width = width;
        this.out = out;
    }

    @Override
    public void observe(Moment moment) {
        errorsSoFar += moment.interval().counts().errors();
        window.add(total(moment.interval()));
        if (window.size() > seconds) {
            window.remove();
        }
        // a run that ends before its first second has nothing on the terminal that must be brought to an end
        if (moment.last() && !shown) {
            return;
        }
        shown = true;
        Snapshot recent = window.stream().reduce(Snapshot::merge).orElseThrow();
        ProgressLine state =
                new ProgressLine(moment.elapsed(), planned.get(), moment.vus(), recent, errorsSoFar, moment.status());
        // a line as wide as the terminal would leave the cursor beyond its end
        out.accept(CLEAR + NO_WRAP + new LiveLine(state).format(width - 1) + WRAP + (moment.last() ? "\n" : "\r"));
    }

    private static Snapshot total(Snapshot interval) {
        TreeMap<String, LabelSnapshot> total = new TreeMap<>();
        if (interval.counts().count() > 0) {
            total.put(Snapshot.TOTAL, interval.total());
        }
        return new Snapshot(interval.from(), interval.to(), interval.warmupSamples(), total);
    }
}
