package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.workload.ConnectOperation;
import io.github.pgsurge.workload.Operation;
import java.util.List;

/** PostgreSQL Connect: opens a fresh connection within the budget, runs {@code SELECT 1}, closes it. */
public final class ConnectSampler extends PostgresSampler {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Connect";

    /** Its fields. */
    public static final List<Field> FIELDS = fields(RETRIES);

    @Override
    ConnectionSource source(String variable, EngineRun run) {
        return ConnectionSource.NONE;
    }

    @Override
    Operation operation(ElementSettings values, Worker worker, String variable) throws Rejection {
        ConnectionManager manager = Pools.manager(variable, EngineRun.current());
        return new ConnectOperation(manager::openFresh);
    }
}
