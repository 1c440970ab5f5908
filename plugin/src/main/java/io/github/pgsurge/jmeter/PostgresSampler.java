package io.github.pgsurge.jmeter;

import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.verdict.Rejection;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.Retry;
import io.github.pgsurge.workload.TimedOperation;
import java.util.ArrayList;
import java.util.List;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.control.LoopController;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.Interruptible;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.TestStateListener;
import org.apache.jmeter.testelement.ThreadListener;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.JMeterContext;
import org.apache.jmeter.threads.JMeterThread;
import org.apache.jmeter.threads.JMeterVariables;

/**
 * What the PostgreSQL samplers have in common: they take a connection from the pool of a variable name, run one
 * operation, and leave what it measured for the recorder. Every thread has a copy of its own; {@link #interrupt()} alone
 * is called from other threads.
 */
public abstract class PostgresSampler extends AbstractSampler
        implements Interruptible, TestStateListener, ThreadListener {
    private static final long serialVersionUID = 1;

    static final Field POOL = Field.line(
            ConnectionManagerConfig.VARIABLE,
            "Pool (variable name)",
            ConnectionManagerConfig.DEFAULT_VARIABLE,
            "Variable name of a PostgreSQL Connection Manager, or of a stock JDBC Connection Configuration.");
    static final Field RETRIES = Field.of(Setting.RETRY_MAX, "Retries of 40001 and 40P01");

    /** Variable of a thread that ended because one of its samplers had no more to do. */
    static final String DONE = "pgsurge.done";

    private transient volatile TimedOperation timed;
    private transient JMeterThread thread;
    private transient AbstractThreadGroup group;
    private transient JMeterVariables variables;

    /** Reads the fields and makes this thread's operation; also run once before the load, to find errors early. */
    abstract Operation operation(Values values, Worker worker, String variable) throws Rejection;

    /** Where its connections come from. */
    ConnectionSource source(String variable, EngineRun run) throws Rejection {
        return Pools.named(variable, run);
    }

    @Override
    public SampleResult sample(Entry entry) {
        EngineRun run = EngineRun.current();
        if (Pools.isSkipped(getPropertyAsString(ConnectionManagerConfig.VARIABLE), run)) {
            return endThread();
        }
        run.ready();
        run.step(() -> timed = timed == null ? open(run) : timed);
        if (run.rejection().isPresent()) {
            return Results.turnedAway(getName(), run.rejection().get());
        }
        TimedOperation work = timed;
        if (work.isExhausted()) {
            return endThread();
        }
        if (!work.prepare()) {
            getThreadContext().getThread().stop();
            return null;
        }
        SampleResult result = new SampleResult();
        result.setSampleLabel(getName());
        result.sampleStart();
        TimedOperation.Result outcome = work.run();
        result.sampleEnd();
        Results.fill(result, outcome);
        Measurements.leave(getThreadContext(), result, outcome.measurement());
        return result;
    }

    /** Ends this thread, as there is nothing more for it to do. */
    private SampleResult endThread() {
        getThreadContext().getVariables().putObject(DONE, true);
        getThreadContext().getThread().stop();
        return null;
    }

    private TimedOperation open(EngineRun run) throws Rejection {
        Values values = new Values(this);
        String variable = getPropertyAsString(ConnectionManagerConfig.VARIABLE);
        return new TimedOperation(
                source(variable, run),
                operation(values, Worker.of(getThreadContext(), run), variable),
                Retry.upTo(values.whole(Setting.RETRY_MAX)));
    }

    /** Takes nothing over from config elements: JMeter would copy all of a pool's fields into it for each sample. */
    @Override
    public boolean applies(ConfigTestElement config) {
        return false;
    }

    @Override
    public boolean interrupt() {
        TimedOperation work = timed;
        return work != null && work.cancel();
    }

    @Override
    public void threadStarted() {
        JMeterContext context = getThreadContext();
        RecordedTest.runsOn(context.getEngine());
        thread = context.getThread();
        group = context.getThreadGroup();
        variables = context.getVariables();
    }

    /**
     * JMeter has cleared the thread's context by now, and does not say why the thread ends. A VU of a staged group knows
     * better than its samplers.
     */
    @Override
    public void threadFinished() {
        if (group instanceof StagedThreadGroup) {
            return;
        }
        boolean done = variables.getObject(DONE) != null;
        if (!done && isEndless(group) && hasTimeLeft(thread)) {
            RecordedTest.endsEarly("stopped before its time was over");
        }
    }

    private static boolean isEndless(AbstractThreadGroup group) {
        return group.getSamplerController() instanceof LoopController loop
                && loop.getLoops() == LoopController.INFINITE_LOOP_COUNT;
    }

    private static boolean hasTimeLeft(JMeterThread thread) {
        return thread.getEndTime() > System.currentTimeMillis();
    }

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        String variable = getPropertyAsString(ConnectionManagerConfig.VARIABLE);
        if (!Pools.isSkipped(variable, run)) {
            run.step(() -> operation(new Values(this), Worker.CHECK, variable));
        }
    }

    @Override
    public void testStarted(String host) {
        EngineRun.current().agent(host);
        testStarted();
    }

    @Override
    public void testEnded() {
        // what a thread opened ends with the manager's pool
    }

    @Override
    public void testEnded(String host) {
        testEnded();
    }

    /** The fields of a sampler: the pool first. */
    static List<Field> fields(Field... own) {
        List<Field> fields = new ArrayList<>();
        fields.add(POOL);
        fields.addAll(List.of(own));
        return List.copyOf(fields);
    }
}
