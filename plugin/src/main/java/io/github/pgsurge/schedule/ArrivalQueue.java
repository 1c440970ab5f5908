package io.github.pgsurge.schedule;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * Hands the arrivals of a schedule to whoever is free. An arrival that finds nobody free waits in a queue, first come first
 * served; one that finds the queue full is dropped, and so is what still waits when the schedule is over. Thread safe.
 */
public final class ArrivalQueue {
    /**
     * One arrival, taken.
     *
     * @param dueNanos when its iteration is to begin, in nanoseconds after the start
     * @param late whether nobody was free then
     */
    public record Arrival(long dueNanos, boolean late) {}

    /**
     * What has become of the arrivals so far.
     *
     * @param due those whose time has come
     * @param late those of them that found nobody free and were queued
     * @param dropped those of them that were never taken: the queue was full, or the schedule over
     */
    public record Counts(long due, long late, long dropped) {}

    private final ArrivalTimes times;
    private final long totalNanos;
    private final int limit;
    private final Queue<Long> waiting = new ArrayDeque<>();
    private OptionalLong next;
    private long due;
    private long late;
    private long dropped;

    /**
     * @param times those of the schedule
     * @param totalNanos how long the schedule lasts
     * @param limit how many may wait at a time
     */
    public ArrivalQueue(ArrivalTimes times, long totalNanos, int limit) {
        this.times = times;
        this.totalNanos = totalNanos;
        this.limit = limit;
        next = times.next();
    }

    /**
     * Takes the arrival that waits longest, or else the next to come: the taker waits for its time and belongs to it.
     *
     * @param nanos the time, in nanoseconds after the start
     * @return empty when there is none any more
     */
    public synchronized Optional<Arrival> take(long nanos) {
        catchUp(nanos);
        if (!waiting.isEmpty()) {
            return Optional.of(new Arrival(waiting.remove(), true));
        }
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Arrival taken = new Arrival(next.getAsLong(), false);
        due++;
        next = times.next();
        return Optional.of(taken);
    }

    /** Takes back an arrival that its taker will not begin. */
    public synchronized void giveBack(Arrival arrival) {
        due--;
        late -= arrival.late() ? 1 : 0;
    }

    /** Nobody takes one between two calls of this: the queue only grew, and it is enough to look at it now. */
    private void catchUp(long nanos) {
        while (next.isPresent() && next.getAsLong() <= nanos) {
            due++;
            if (waiting.size() < limit) {
                waiting.add(next.getAsLong());
                late++;
            } else {
                dropped++;
            }
            next = times.next();
        }
        if (nanos >= totalNanos) {
            dropped += waiting.size();
            late -= waiting.size();
            waiting.clear();
        }
    }

    /** What has become of them by that time, in nanoseconds after the start. */
    public synchronized Counts counts(long nanos) {
        catchUp(nanos);
        return new Counts(due, late, dropped);
    }
}
