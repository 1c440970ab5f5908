package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.jmeter.vu.NothingMoreToDo;
import io.github.pgsurge.jmeter.vu.VirtualUser;
import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * How a thread of the test ends: JMeter does not say why, and clears the thread's context before it tells the samplers. For
 * the thread itself.
 */
public final class ThreadEnd {
    private final JMeterThread thread;
    private final AbstractThreadGroup group;
    private final JMeterVariables variables;

    /** Of the thread with that context; to be made when it starts. */
    public ThreadEnd(JMeterContext context) {
        CurrentRun.runsOn(context.getEngine());
        thread = context.getThread();
        group = context.getThreadGroup();
        variables = context.getVariables();
    }

    /** Tells the run when the thread ends before its time; a VU of a staged group knows better than its samplers. */
    public void tell() {
        if (VirtualUser.of(variables).isEmpty() && !NothingMoreToDo.isSaid(variables) && isEndless() && hasTimeLeft()) {
            CurrentRun.endsEarly("stopped before its time was over");
        }
    }

    private boolean isEndless() {
        return group.getSamplerController() instanceof LoopController loop
                && loop.getLoops() == LoopController.INFINITE_LOOP_COUNT;
    }

    private boolean hasTimeLeft() {
        return thread.getEndTime() > System.currentTimeMillis();
    }
}
