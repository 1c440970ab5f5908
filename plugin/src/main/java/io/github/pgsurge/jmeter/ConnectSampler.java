package io.github.pgsurge.jmeter;

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
    Operation operation(Values values, Worker worker) {
        return new ConnectOperation();
    }
}
