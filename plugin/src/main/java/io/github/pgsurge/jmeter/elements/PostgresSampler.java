package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.SampleResults;
import io.github.pgsurge.jmeter.vu.NothingMoreToDo;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.Retry;
import io.github.pgsurge.workload.TimedOperation;
import java.util.ArrayList;
import java.util.List;
import org.apache.jmeter.samplers.SampleResult;

/** What the PostgreSQL samplers have in common: a sample is one operation on a connection of the pool of a variable name. */
public abstract class PostgresSampler extends MeasuringSampler<TimedOperation> {
    private static final long serialVersionUID = 1;

    static final Field POOL = Field.line(
            ConnectionManagerConfig.VARIABLE,
            "Pool (variable name)",
            ConnectionManagerConfig.DEFAULT_VARIABLE,
            "Variable name of a PostgreSQL Connection Manager, or of a stock JDBC Connection Configuration.");
    static final Field RETRIES = Field.of(Setting.RETRY_MAX, "Retries of 40001 and 40P01");

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
    SampleResult sample(TimedOperation own) {
        if (own.isExhausted()) {
            return NothingMoreToDo.say(getThreadContext());
        }
        if (!own.prepare()) {
            getThreadContext().getThread().stop();
            return null;
        }
        SampleResult result = begin();
        TimedOperation.Result outcome = own.run();
        result.sampleEnd();
        SampleResults.fill(result, outcome);
        if (outcome.success()) {
            result.setResponseCode(successCode());
        }
        return measured(result, outcome.measurement());
    }

    private String variable() {
        return getPropertyAsString(ConnectionManagerConfig.VARIABLE);
    }

    @Override
    boolean isLeftOut(EngineRun run) {
        return Pools.isSkipped(variable(), run);
    }

    @Override
    void check(ElementSettings values, EngineRun run) throws Rejection {
        operation(values, Worker.CHECK, variable());
    }

    @Override
    TimedOperation open(ElementSettings values, EngineRun run) throws Rejection {
        String variable = variable();
        return new TimedOperation(
                source(variable, run),
                operation(values, Worker.of(getThreadContext(), run), variable),
                Retry.upTo(values.whole(Setting.RETRY_MAX)));
    }

    @Override
    boolean cancel(TimedOperation own) {
        return own.cancel();
    }

    @Override
    void close(TimedOperation own) {
        own.close();
    }

    /** The fields of a sampler: the pool first. */
    static List<Field> fields(Field... own) {
        List<Field> fields = new ArrayList<>();
        fields.add(POOL);
        fields.addAll(List.of(own));
        return List.copyOf(fields);
    }
}
