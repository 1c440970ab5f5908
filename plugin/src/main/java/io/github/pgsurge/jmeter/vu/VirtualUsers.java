package io.github.pgsurge.jmeter.vu;

import io.github.pgsurge.schedule.Stages.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.jmeter.threads.JMeterThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The VUs of one group in one test: starts each when its time comes, on a thread of its own, knows those that are active,
 * and stops them. A VU ends by itself. Thread safe.
 */
public final class VirtualUsers {
    private static final Logger log = LoggerFactory.getLogger(VirtualUsers.class);
    private static final String EARLY = "stopped before its time was over";

    /** Makes the VUs, and hears what becomes of the group. */
    public interface Source {
        /**
         * Makes one; its thread is not started.
         *
         * @param number counts the VUs of the group from 1
         * @param end when its time is over, by {@link System#nanoTime}
         */
        VirtualUser make(int number, long end);

        /** Every VU of the schedule has been started. */
        void allStarted() throws InterruptedException;

        /** The group is to end. */
        void stopped();

        /** The load ends before its time, and why. */
        void endsEarly(String reason);
    }

    private final List<Span> spans;
    private final VuThreads threads;
    private final Source source;
    private final Thread starter;
    private final AtomicInteger numbers;
    private final Map<VirtualUser, Thread> active = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final long start = System.nanoTime();

    /** For a group of that name, from now on. */
    public VirtualUsers(String name, List<Span> spans, VuThreads threads, Source source) {
        this.spans = spans;
        this.threads = threads;
        this.source = source;
        numbers = new AtomicInteger(spans.size());
        starter = new Thread(this::startAll, name + " stages");
        starter.setDaemon(true);
    }

    public void start() {
        starter.start();
    }

    private void startAll() {
        boolean started = false;
        try {
            for (Span span : spans) {
                long wait = start + span.from().toNanos() - System.nanoTime();
                if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
                    source.endsEarly(EARLY);
                    return;
                }
                start(source.make(span.number(), start + span.until().toNanos()));
            }
            source.allStarted();
            started = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (!started && stopped.getCount() > 0) {
                log.error("Not every virtual user could be started: the group ends");
                source.endsEarly("not every virtual user could be started");
                stop(false);
            }
        }
    }

    private void start(VirtualUser user) {
        Thread thread = threads.thread(() -> run(user), user.thread().getThreadName());
        active.put(user, thread);
        boolean started = false;
        try {
            // who stops the group sees this VU, or is seen here
            if (stopped.getCount() > 0) {
                thread.start();
                started = true;
            }
        } finally {
            if (!started) {
                active.remove(user);
            }
        }
    }

    private void run(VirtualUser user) {
        try {
            user.run();
        } finally {
            if (user.endedEarly()) {
                source.endsEarly(EARLY);
            }
            active.remove(user);
        }
    }

    /** Starts a VU beside those of the schedule, for the rest of it. */
    public JMeterThread add(int delayMillis) {
        long end = start
                + spans.stream().mapToLong(span -> span.until().toNanos()).max().orElse(0);
        VirtualUser user = source.make(numbers.incrementAndGet(), end);
        user.thread().setInitialDelay(delayMillis);
        start(user);
        return user.thread();
    }

    /** How many are active. */
    public int active() {
        return active.size();
    }

    /** Stops one VU, as JMeter does on a plain group; false when none has that name. */
    public boolean stop(String threadName, boolean now) {
        for (Map.Entry<VirtualUser, Thread> one : active.entrySet()) {
            if (one.getKey().thread().getThreadName().equals(threadName)) {
                one.getKey().stop(true);
                if (now) {
                    one.getValue().interrupt();
                }
                return true;
            }
        }
        return false;
    }

    /** Starts no VU any more, and has all leave after the sampler that is running; {@code now} interrupts those. */
    public void stop(boolean now) {
        stopped.countDown();
        source.stopped();
        active.forEach((user, thread) -> {
            user.stop(now);
            if (now) {
                thread.interrupt();
            }
        });
    }

    /** Waits until no VU is active and none is to come. An interrupt is kept for later. */
    public boolean awaitEnd(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean ended = join(starter, deadline);
        while (ended && !active.isEmpty()) {
            for (Thread thread : active.values()) {
                ended &= join(thread, deadline);
            }
        }
        return ended;
    }

    private static boolean join(Thread thread, long deadline) {
        boolean interrupted = false;
        try {
            while (thread.isAlive()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    log.warn("Thread {} does not end", thread.getName());
                    return false;
                }
                try {
                    thread.join(millis);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
