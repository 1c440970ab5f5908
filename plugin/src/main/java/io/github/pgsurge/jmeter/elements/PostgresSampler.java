package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.jmeter.run.AgentAwareListener;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.Measurements;
import io.github.pgsurge.jmeter.run.SampleResults;
import io.github.pgsurge.jmeter.run.ThreadEnd;
import io.github.pgsurge.jmeter.vu.NothingMoreToDo;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.Retry;
import io.github.pgsurge.workload.TimedOperation;
import java.util.ArrayList;
import java.util.List;
import org.apache.jmeter.config.ConfigTestElement;
import org.apache.jmeter.samplers.AbstractSampler;
import org.apache.jmeter.samplers.Entry;
import org.apache.jmeter.samplers.Interruptible;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.testelement.ThreadListener;

/**
 * What the PostgreSQL samplers have in common: they take a connection from the pool of a variable name, run one
 * operation, and leave what it measured for the recorder. Every thread has a copy of its own; {@link #interrupt()} alone
 * is called from other threads.
 */
public abstract class PostgresSampler extends AbstractSampler
        implements Interruptible, Measurements.Measured, AgentAwareListener, ThreadListener {
    private static final long serialVersionUID = 1;

    static final Field POOL = Field.line(
            ConnectionManagerConfig.VARIABLE,
            "Pool (variable name)",
            ConnectionManagerConfig.DEFAULT_VARIABLE,
            "Variable name of a PostgreSQL Connection Manager, or of a stock JDBC Connection Configuration.");
    static final Field RETRIES = Field.of(Setting.RETRY_MAX, "Retries of 40001 and 40P01");

    private transient volatile TimedOperation timed;
    private transient ThreadEnd end;

    /** Reads the fields and makes this thread's operation; also run once before the load, to find errors early. */
    abstract Operation operation(ElementSettings values, Worker worker, String variable) throws Rejection;

    /** Where its connections come from. */
    ConnectionSource source(String variable, EngineRun run) throws Rejection {
        return Pools.named(variable, run);
    }

    /** Response code of a sample that succeeded. */
    String successCode() {
        return "";
    }

    @Override
    public SampleResult sample(Entry entry) {
        EngineRun run = EngineRun.current();
        if (timed == null && Pools.isSkipped(getPropertyAsString(ConnectionManagerConfig.VARIABLE), run)) {
            return NothingMoreToDo.say(getThreadContext());
        }
        run.ready();
        run.step(() -> timed = timed == null ? open(run) : timed);
        if (run.rejection().isPresent()) {
            return SampleResults.turnedAway(getName(), run.rejection().get());
        }
        TimedOperation work = timed;
        if (work.isExhausted()) {
            return NothingMoreToDo.say(getThreadContext());
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
        SampleResults.fill(result, outcome);
        if (outcome.success()) {
            result.setResponseCode(successCode());
        }
        Measurements.leave(getThreadContext(), result, outcome.measurement());
        return result;
    }

    private TimedOperation open(EngineRun run) throws Rejection {
        ElementSettings values = new ElementSettings(this);
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
        end = new ThreadEnd(getThreadContext());
    }

    @Override
    public void threadFinished() {
        TimedOperation work = timed;
        if (work != null) {
            work.close();
        }
        end.tell();
    }

    @Override
    public void testStarted() {
        EngineRun run = EngineRun.current();
        String variable = getPropertyAsString(ConnectionManagerConfig.VARIABLE);
        if (!Pools.isSkipped(variable, run)) {
            run.step(() -> operation(new ElementSettings(this), Worker.CHECK, variable));
        }
    }

    /** The fields of a sampler: the pool first. */
    static List<Field> fields(Field... own) {
        List<Field> fields = new ArrayList<>();
        fields.add(POOL);
        fields.addAll(List.of(own));
        return List.copyOf(fields);
    }
}
