package io.github.pgsurge.jmeter.vu;

import io.github.pgsurge.metrics.Measurement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.jmeter.control.TransactionSampler;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * One virtual user of a Staged Thread Group with the end of its time, kept by itself: between two iterations it
 * leaves; in the middle of one it runs the samplers that are left, and no timer makes it wait any more, as none does at
 * the end of a plain thread group; in a timer before the first sampler of an iteration, which it has not begun then, it
 * leaves at once. So the number of VUs keeps to the schedule, however long they think.
 *
 * <p>JMeter's own end time of a thread (its scheduler) cannot do that: it ends a VU after whatever sampler is running, and
 * ahead of time when a timer would outlast it.
 *
 * <p>For the VU's thread, except {@link #stop} and what only reads final fields.
 */
public final class VirtualUser implements Runnable {
    private static final String VARIABLE = "pgsurge.vu";

    /** An arrival that is yet to be told to a sample. */
    private record Lag(long nanos, boolean late) {}

    private final Pacing pace;
    private JMeterThread thread;
    private JMeterVariables variables;
    private boolean ready;
    private boolean inIteration;
    private boolean nothingLeft;
    private Lag lag;

    /** One that is yet to be given its thread. */
    public VirtualUser(Pacing pace) {
        this.pace = pace;
    }

    /** The one that runs on the thread with these variables, if there is one. */
    public static Optional<VirtualUser> of(JMeterVariables variables) {
        return variables != null && variables.getObject(VARIABLE) instanceof VirtualUser user
                ? Optional.of(user)
                : Optional.empty();
    }

    /** Gives it its thread of JMeter's, before it is started. */
    public void runOn(JMeterThread own) {
        thread = own;
        pace.joins();
        tellEnd();
    }

    /** Without JMeter's scheduler this ends no thread, but Flow Control Actions and throughput timers go by it. */
    private void tellEnd() {
        thread.setEndTime(System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(nanosLeft()));
    }

    JMeterThread thread() {
        return thread;
    }

    @Override
    public void run() {
        try {
            thread.run();
        } finally {
            isReady();
        }
    }

    private void isReady() {
        if (!ready) {
            ready = true;
            pace.isReady();
        }
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
        own.putObject(VARIABLE, this);
    }

    private long nanosLeft() {
        return pace.end() - System.nanoTime();
    }

    /** Whether its time is over. */
    boolean isOver() {
        return nanosLeft() <= 0;
    }

    /** A sampler is behind it, if there was one. */
    public void goesOn() {
        inIteration = true;
    }

    /** Waits for its next iteration; false when there is none. */
    boolean beginsIteration() {
        inIteration = false;
        lag = null;
        isReady();
        return pace.next(this);
    }

    /** Its iteration is an arrival, and begins that much later than it was due. */
    void arrives(long lagNanos, boolean late) {
        lag = new Lag(lagNanos, late);
        // the schedule may have begun after this VU was made
        tellEnd();
        // an arrival is not left undone
        inIteration = true;
    }

    void hasNothingLeft() {
        nothingLeft = true;
    }

    /** What its sample measured: the first of an arrival began as late as the arrival did. */
    public Measurement measured(Measurement measurement) {
        Lag pending = lag;
        lag = null;
        return pending == null ? measurement : measurement.delayed(pending.nanos(), pending.late());
    }

    /** JMeter would report the sample of a transaction that was left before its first sampler. */
    public void turnsTo(Sampler next) {
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
        boolean done = NothingMoreToDo.isSaid(variables);
        return !done && !nothingLeft && !isOver();
    }
}
