package io.github.pgsurge.jmeter;

import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * How a thread of the test ends: JMeter does not say why, and clears the thread's context before it tells the samplers. For
 * the thread itself.
 */
final class ThreadEnd {
    /** Variable of a thread that ended because one of its samplers had no more to do. */
    private static final String DONE = "pgsurge.done";

    private final JMeterThread thread;
    private final AbstractThreadGroup group;
    private final JMeterVariables variables;

    /** Of the thread with that context; to be made when it starts. */
    ThreadEnd(JMeterContext context) {
        CurrentTest.runsOn(context.getEngine());
        thread = context.getThread();
        group = context.getThreadGroup();
        variables = context.getVariables();
    }

    /** Ends the thread, as there is nothing more for it to do; answers what JMeter takes for no sample. */
    static SampleResult nothingMoreToDo(JMeterContext context) {
        context.getVariables().putObject(DONE, true);
        context.getThread().stop();
        return null;
    }

    /** Whether a thread with these variables ended because it had nothing more to do. */
    static boolean isDone(JMeterVariables variables) {
        return variables != null && variables.getObject(DONE) != null;
    }

    /** Tells the run when the thread ends before its time; a VU of a staged group knows better than its samplers. */
    void tell() {
        if (!(group instanceof StagedThreadGroup) && !isDone(variables) && isEndless() && hasTimeLeft()) {
            CurrentTest.endsEarly("stopped before its time was over");
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
