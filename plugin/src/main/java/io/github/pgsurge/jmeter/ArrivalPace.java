package io.github.pgsurge.jmeter;

import io.github.pgsurge.schedule.ArrivalQueue;
import io.github.pgsurge.schedule.ArrivalQueue.Arrival;
import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One iteration for each arrival of a schedule, on whichever VU of the group is free. The schedule begins when all VUs have
 * been started: what the client needs to get ready is no lag. Thread safe.
 */
final class ArrivalPace implements Pace {
    /** A client that has time begins within a fraction of this. */
    private static final long PROMPT_NANOS = 10_000_000;

    private final LongAdder overdue = new LongAdder();
    private final ArrivalQueue queue;
    private final long totalNanos;
    /** Open when the schedule begins, or never will. */
    private final CountDownLatch begun = new CountDownLatch(1);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile long start;
    private volatile long stopNanos = Long.MAX_VALUE;

    /** @param total how long the schedule lasts */
    ArrivalPace(ArrivalQueue queue, Duration total) {
        this.queue = queue;
        totalNanos = total.toNanos();
    }

    /** Begins the schedule. */
    void begin() {
        start = System.nanoTime();
        running = true;
        begun.countDown();
    }

    /** Hands out no further arrival, and lets nobody wait for one. */
    synchronized void stop() {
        if (stopped.getCount() > 0) {
            stopNanos = elapsed();
            stopped.countDown();
            begun.countDown();
        }
    }

    private long elapsed() {
        return running ? System.nanoTime() - start : 0;
    }

    @Override
    public long end() {
        return (running ? start : System.nanoTime()) + totalNanos;
    }

    @Override
    public boolean next(VirtualUser user) {
        try {
            return awaitBegin() && awaitArrival(user);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean awaitBegin() throws InterruptedException {
        begun.await();
        return stopped.getCount() > 0;
    }

    private boolean awaitArrival(VirtualUser user) throws InterruptedException {
        Optional<Arrival> taken = queue.take(elapsed());
        if (taken.isEmpty()) {
            user.hasNothingLeft();
            return false;
        }
        boolean due = false;
        try {
            due = !stopped.await(taken.get().dueNanos() - elapsed(), TimeUnit.NANOSECONDS);
        } finally {
            if (!due) {
                queue.giveBack(taken.get());
            }
        }
        if (due) {
            long lag = Math.max(0, elapsed() - taken.get().dueNanos());
            if (!taken.get().late() && lag > PROMPT_NANOS) {
                overdue.increment();
            }
            user.arrives(lag, taken.get().late());
        }
        return due;
    }

    /** How many began later than {@value #PROMPT_NANOS} ns after they were due although a VU was free: the client's own lag. */
    long overdue() {
        return overdue.sum();
    }

    /** What has become of the arrivals until now, or until the stop. */
    Counts counts() {
        return queue.counts(Math.min(stopNanos, elapsed()));
    }
}
