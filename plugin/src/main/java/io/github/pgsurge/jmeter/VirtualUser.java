package io.github.pgsurge.jmeter;

import java.util.concurrent.TimeUnit;
import org.apache.jmeter.control.TransactionSampler;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * One virtual user of a {@link StagedThreadGroup} with the end of its time, kept by itself: between two iterations it
 * leaves; in the middle of one it runs the samplers that are left, and no timer makes it wait any more, as none does at
 * the end of a plain thread group; in a timer before the first sampler of an iteration, which it has not begun then, it
 * leaves at once. So the number of VUs keeps to the schedule, however long they think.
 *
 * <p>JMeter's own end time of a thread (its scheduler) cannot do that: it ends a VU after whatever sampler is running, and
 * ahead of time when a timer would outlast it.
 *
 * <p>For the VU's thread, except {@link #stop} and what only reads final fields.
 */
final class VirtualUser implements Runnable {
    private final long end;
    private JMeterThread thread;
    private JMeterVariables variables;
    private boolean inIteration;

    /**
     * One that is yet to be given its thread.
     *
     * @param end when its time is over, by {@link System#nanoTime}
     */
    VirtualUser(long end) {
        this.end = end;
    }

    /** Gives it its thread of JMeter's, before it is started. */
    void runOn(JMeterThread own) {
        thread = own;
        // without JMeter's scheduler this ends no thread, but Flow Control Actions and throughput timers go by it
        own.setEndTime(System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(nanosLeft()));
    }

    JMeterThread thread() {
        return thread;
    }

    @Override
    public void run() {
        thread.run();
    }

    /** Has it leave after the sampler that is running; {@code now} interrupts that. Thread safe. */
    void stop(boolean now) {
        thread.stop();
        if (now) {
            thread.interrupt();
        }
    }

    void starts(JMeterVariables own) {
        variables = own;
    }

    private long nanosLeft() {
        return end - System.nanoTime();
    }

    /** Whether its time is over. */
    boolean isOver() {
        return nanosLeft() <= 0;
    }

    /** A sampler is behind it, if there was one. */
    void goesOn() {
        inIteration = true;
    }

    void beginsIteration() {
        inIteration = false;
    }

    /** JMeter would report the sample of a transaction that was left before its first sampler. */
    void turnsTo(Sampler next) {
        inIteration |= next instanceof TransactionSampler;
    }

    /** Waits in a timer, not beyond the end of its time. */
    void pause(long millis) {
        long wanted = TimeUnit.MILLISECONDS.toNanos(millis);
        long left = nanosLeft();
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(wanted, left));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        if (wanted >= left && !inIteration) {
            thread.stop();
        }
    }

    /** Whether it ended before its time was over although it had more to do. To be asked when it has ended. */
    boolean endedEarly() {
        boolean done = ThreadEnd.isDone(variables);
        return !done && !isOver();
    }
}
