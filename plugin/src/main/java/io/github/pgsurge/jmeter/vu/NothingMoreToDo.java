package io.github.pgsurge.jmeter.vu;

import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterVariables;

/** How a sampler ends its thread when there is nothing more for it to do: that end is none before its time. Stateless. */
public final class NothingMoreToDo {
    private static final String VARIABLE = "pgsurge.done";

    private NothingMoreToDo() {}

    /** Ends the thread; answers what JMeter takes for no sample. */
    public static SampleResult say(JMeterContext context) {
        context.getVariables().putObject(VARIABLE, true);
        context.getThread().stop();
        return null;
    }

    /** Whether a thread with these variables ended so. */
    public static boolean isSaid(JMeterVariables variables) {
        return variables != null && variables.getObject(VARIABLE) != null;
    }
}
