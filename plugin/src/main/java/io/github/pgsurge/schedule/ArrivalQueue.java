package io.github.pgsurge.schedule;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * Hands the arrivals of a schedule to whoever is free. An arrival that finds nobody free waits in a queue, first come first
 * served; one that finds the queue full is dropped, and so is what still waits when the schedule is over or stopped. Thread
 * safe.
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
     * What has become of the arrivals so far that count.
     *
     * @param due those whose time has come: begun, waiting or dropped
     * @param late those of them that found nobody free, were queued, and have begun or still wait
     * @param dropped those of them that never began: the queue was full, or the schedule over or stopped
     */
    public record Counts(long due, long late, long dropped) {}

    private final ArrivalTimes times;
    private final long totalNanos;
    private final int limit;
    private final Queue<Long> waiting = new ArrayDeque<>();
    private OptionalLong next;
    private long countedFrom;
    /** How many of those that wait, the first of them, do not count. */
    private long uncounted;

    private long begun;
    private long begunLate;
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
            uncounted = Math.max(0, uncounted - 1);
            return Optional.of(new Arrival(waiting.remove(), true));
        }
        if (next.isEmpty()) {
            return Optional.empty();
        }
        Arrival taken = new Arrival(next.getAsLong(), false);
        next = times.next();
        return Optional.of(taken);
    }

    /** Counts an arrival that its taker begins; answers whether it counts. */
    public synchronized boolean begins(Arrival arrival) {
        boolean counts = arrival.dueNanos() >= countedFrom;
        begun += counts ? 1 : 0;
        begunLate += counts && arrival.late() ? 1 : 0;
        return counts;
    }

    /** Counts, in place of all, only those due at that time or later, in nanoseconds after the start: the time it is now. */
    public synchronized void countFrom(long nanos) {
        catchUp(nanos - 1);
        countedFrom = nanos;
        uncounted = waiting.size();
        begun = 0;
        begunLate = 0;
        dropped = 0;
    }

    /**
     * Takes back an arrival that its taker will not begin: dropped when its time has come.
     *
     * @param nanos the time, in nanoseconds after the start
     */
    public synchronized void giveBack(Arrival arrival, long nanos) {
        dropped += arrival.dueNanos() >= countedFrom && arrival.dueNanos() <= nanos ? 1 : 0;
    }

    /** Ends the schedule at that time, in nanoseconds after the start: none comes any more, and what waits is dropped. */
    public synchronized void stop(long nanos) {
        catchUp(nanos);
        next = OptionalLong.empty();
        dropWaiting();
    }

    /** Nobody takes one between two calls of this: the queue only grew, and it is enough to look at it now. */
    private void catchUp(long nanos) {
        while (next.isPresent() && next.getAsLong() <= nanos) {
            if (waiting.size() < limit) {
                waiting.add(next.getAsLong());
            } else {
                dropped++;
            }
            next = times.next();
        }
        if (nanos >= totalNanos) {
            dropWaiting();
        }
    }

    private void dropWaiting() {
        dropped += waiting.size() - uncounted;
        uncounted = 0;
        waiting.clear();
    }

    /** What has become of them by that time, in nanoseconds after the start. */
    public synchronized Counts counts(long nanos) {
        catchUp(nanos);
        long waits = waiting.size() - uncounted;
        return new Counts(begun + waits + dropped, begunLate + waits, dropped);
    }
}
