package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.connection.OwnConnection;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.canary.Canary;
import io.github.pgsurge.pgbouncer.canary.CanaryChecks;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.TimedOperation;
import java.util.List;

/** Pooler Canary: a sample is one check that this thread's client gets its own answers and keeps its own session. */
public final class CanarySampler extends PostgresSampler {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "Pooler Canary";

    /** Its fields. */
    public static final List<Field> FIELDS = fields(Field.of(Setting.CANARY_CHECKS, "Checks"), RETRIES);

    private transient OwnConnection own;

    @Override
    ConnectionSource source(String variable, EngineRun run) throws Rejection {
        own = new OwnConnection(Pools.manager(variable, run));
        return own;
    }

    @Override
    Operation operation(ElementSettings values, Worker worker, String variable) throws Rejection {
        // a stock pool has none of its own to give: that is to be known before the load
        Pools.manager(variable, EngineRun.current());
        return new Canary(worker.name(), values.word(Setting.CANARY_CHECKS, CanaryChecks.class));
    }

    @Override
    String successCode() {
        return Canary.RIGHT;
    }

    @Override
    void close(TimedOperation timed) {
        own.close();
        super.close(timed);
    }
}
