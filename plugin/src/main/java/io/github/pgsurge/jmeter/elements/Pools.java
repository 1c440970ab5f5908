package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.ConnectionSource;
import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import java.sql.Connection;
import org.apache.jmeter.protocol.jdbc.config.DataSourceElement;
import org.apache.jmeter.threads.JMeterContextService;

/** Finds the pool that a sampler's variable name stands for. */
final class Pools {
    private Pools() {}

    /**
     * The pool of a PostgreSQL Connection Manager or of a stock JDBC Connection Configuration.
     *
     * @throws Rejection when there is neither under that name
     */
    static ConnectionSource named(String variable, EngineRun run) throws Rejection {
        ConnectionManager manager =
                run.published(variable, ConnectionManager.class).orElse(null);
        if (manager != null) {
            return manager;
        }
        if (JMeterContextService.getContext().getVariables().getObject(variable) == null) {
            throw missing(variable);
        }
        return () -> new Lease(DataSourceElement.getConnection(variable), Connection::close);
    }

    /** The PostgreSQL Connection Manager of that name, for what a stock pool cannot do. */
    static ConnectionManager manager(String variable, EngineRun run) throws Rejection {
        return run.published(variable, ConnectionManager.class).orElseThrow(() -> missing(variable));
    }

    /** Stands for the pool of a server that is not there, and need not be. */
    private record Skipped() {}

    /** Has what uses that pool left out. */
    static void skip(String variable, EngineRun run) {
        run.publish(variable, Skipped.class, new Skipped());
    }

    /** Whether what uses that pool is left out. */
    static boolean isSkipped(String variable, EngineRun run) {
        return run.published(variable, Skipped.class).isPresent()
                && run.published(variable, ConnectionManager.class).isEmpty();
    }

    private static Rejection missing(String variable) {
        return Rejection.usage("there is no pool '" + variable + "'; add a " + ConnectionManagerConfig.TITLE
                + " with that variable name, before what uses it");
    }
}
