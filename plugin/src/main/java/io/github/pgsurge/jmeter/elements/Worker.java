package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.EngineRun;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * One thread of the test as the workload knows it.
 *
 * @param name unique in the run, the same in every run of the same plan: agent, thread group, thread
 * @param index number of the thread in its group, from 0
 * @param count threads in its group
 */
record Worker(String name, int index, int count) {
    /** Stands for no thread, where an element is only checked. */
    static final Worker CHECK = new Worker("check", 0, 1);

    private static final String TAKEN = "pgsurge.workers";
    private static final Pattern GROUP_AND_THREAD = Pattern.compile("(\\d+)-(\\d+)$");

    /** The thread of that context; a second sampler on the same thread gets a name of its own. */
    static Worker of(JMeterContext context, EngineRun run) {
        Matcher numbers = GROUP_AND_THREAD.matcher(context.getThread().getThreadName());
        String thread = numbers.find() ? numbers.group() : "0-" + context.getThreadNum();
        JMeterVariables variables = context.getVariables();
        int taken = variables.getObject(TAKEN) instanceof Integer earlier ? earlier : 0;
        variables.putObject(TAKEN, taken + 1);
        String agent = run.agent().replaceAll("[^A-Za-z0-9]", "_");
        String name = (agent.isEmpty() ? "" : agent + "-") + thread + (taken == 0 ? "" : "-" + taken);
        return new Worker(name, context.getThreadNum(), context.getThreadGroup().getNumThreads());
    }

    /** A seed for random choices of this thread, the same in every run of the same id. */
    long seed(EngineRun run) {
        return 31L * run.runId().hashCode() + name.hashCode();
    }

    /**
     * This thread's part of a number of things that the threads of a group share out. Nothing for one that came when
     * another had left: that one's part is taken.
     */
    long share(long total) {
        if (index >= count) {
            return 0;
        }
        return total / count + (index < total % count ? 1 : 0);
    }
}
