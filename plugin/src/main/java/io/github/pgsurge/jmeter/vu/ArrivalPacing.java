package io.github.pgsurge.jmeter.vu;

import io.github.pgsurge.schedule.ArrivalQueue;
import io.github.pgsurge.schedule.ArrivalQueue.Arrival;
import io.github.pgsurge.schedule.ArrivalQueue.Counts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One iteration for each arrival of a schedule, on whichever VU of the group is free. The schedule begins when all VUs are
 * ready for an iteration: what the client needs to get ready is no lag. Thread safe.
 */
public final class ArrivalPacing implements Pacing {
    private static final Logger log = LoggerFactory.getLogger(ArrivalPacing.class);

    /** A client that has time begins within a fraction of this. */
    private static final long PROMPT_NANOS = 10_000_000;

    private final LongAdder overdue = new LongAdder();
    private final ArrivalQueue queue;
    private final long totalNanos;
    /** VUs that are not ready, and one more until {@link #begin}. */
    private final AtomicInteger notReady = new AtomicInteger(1);
    /** Open when all are ready, or need not be any more. */
    private final CountDownLatch allReady = new CountDownLatch(1);
    /** Open when the schedule begins, or never will. */
    private final CountDownLatch begun = new CountDownLatch(1);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile long start;

    /** @param total how long the schedule lasts */
    public ArrivalPacing(ArrivalQueue queue, Duration total) {
        this.queue = queue;
        totalNanos = total.toNanos();
    }

    @Override
    public void joins() {
        notReady.incrementAndGet();
    }

    @Override
    public void isReady() {
        if (notReady.decrementAndGet() == 0) {
            allReady.countDown();
        }
    }

    /** Begins the schedule when all VUs that have joined are ready, or at the latest after that time, or at a stop. */
    public void begin(Duration latest) throws InterruptedException {
        isReady();
        if (!allReady.await(latest.toNanos(), TimeUnit.NANOSECONDS)) {
            log.warn("{} virtual users are not ready after {}: arrivals begin without them", notReady, latest);
        }
        start = System.nanoTime();
        running = true;
        begun.countDown();
    }

    /** Hands out no further arrival, and lets nobody wait for one. */
    public synchronized void stop() {
        if (stopped.getCount() > 0) {
            queue.stop(elapsed());
            stopped.countDown();
            allReady.countDown();
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
            return awaitArrival(user);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Until its time has come; false after a stop. */
    private boolean await(Arrival arrival) throws InterruptedException {
        begun.await();
        return !stopped.await(arrival.dueNanos() - elapsed(), TimeUnit.NANOSECONDS);
    }

    /** Takes one before the schedule begins, too: who wakes up slowly then is free all the same. */
    private boolean awaitArrival(VirtualUser user) throws InterruptedException {
        Optional<Arrival> taken = queue.take(elapsed());
        if (taken.isEmpty()) {
            if (stopped.getCount() > 0) {
                user.hasNothingLeft();
            }
            return false;
        }
        boolean due = false;
        try {
            due = await(taken.get());
        } finally {
            if (!due) {
                queue.giveBack(taken.get(), elapsed());
            }
        }
        if (due) {
            boolean counts = queue.begins(taken.get());
            long lag = Math.max(0, elapsed() - taken.get().dueNanos());
            if (counts && !taken.get().late() && lag > PROMPT_NANOS) {
                overdue.increment();
            }
            user.arrives(lag, taken.get().late());
        }
        return due;
    }

    /** Forgets what has become of the arrivals that were due until now. */
    public void countFromNow() {
        queue.countFrom(elapsed());
        overdue.reset();
    }

    /** How many began later than {@value #PROMPT_NANOS} ns after they were due although a VU was free: the client's own lag. */
    public long overdue() {
        return overdue.sum();
    }

    /** What has become of the arrivals until now. */
    public Counts counts() {
        return queue.counts(elapsed());
    }
}
