package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.GuardAction;
import io.github.pgsurge.connection.GuardEvent;
import io.github.pgsurge.connection.GuardSettings;
import io.github.pgsurge.connection.PoolSettings;
import io.github.pgsurge.connection.PoolerPolicy;
import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.DsnSettings;
import io.github.pgsurge.jmeter.run.CurrentRun;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.JMeterSettings;
import io.github.pgsurge.jmeter.run.PlannedElements;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.util.List;
import java.util.Optional;
import org.apache.jmeter.engine.StandardJMeterEngine;
import org.apache.jmeter.protocol.jdbc.config.DataSourceElement;

/**
 * PostgreSQL Connection Manager: pre-flight, budget, pool and live guard. Publishes its pool under a variable name, for
 * the pgsurge samplers and for stock JDBC Requests.
 */
public final class ConnectionManagerConfig extends OpeningElement {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Connection Manager";

    static final String VARIABLE = "variable";
    static final String DEFAULT_VARIABLE = "postgres";

    private static final String WHEN_ABSENT = "when.absent";
    private static final String REFUSE = "refuse";
    private static final String SKIP = "skip";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.line(VARIABLE, "Variable name", DEFAULT_VARIABLE, "Name by which samplers refer to this pool."),
            Field.choice(
                    WHEN_ABSENT,
                    "Without a server",
                    REFUSE,
                    "What the run does when no host is set: refuse, or skip every sampler of this pool.",
                    List.of(REFUSE, SKIP)),
            Field.heading("Server"),
            Field.of(Setting.DB_HOST, "Host"),
            Field.of(Setting.DB_PORT, "Port"),
            Field.of(Setting.DB_NAME, "Database"),
            Field.of(Setting.DB_USER, "User"),
            Field.of(Setting.DB_PASSWORD, "Password"),
            Field.of(Setting.DB_TARGET_SESSION_ATTRS, "Target session attributes"),
            Field.of(Setting.DB_CONNECT_TIMEOUT, "Connect timeout"),
            Field.of(Setting.PREPARE_THRESHOLD, "Prepare threshold"),
            Field.of(Setting.DB_PROPERTIES, "pgjdbc properties"),
            Field.of(Setting.POOLER, "Behind a pooler"),
            Field.heading("TLS"),
            Field.of(Setting.DB_SSL_MODE, "Mode"),
            Field.of(Setting.DB_SSL_ROOT_CERT, "CA certificates"),
            Field.of(Setting.DB_SSL_CERT, "Client certificate"),
            Field.of(Setting.DB_SSL_KEY, "Client key"),
            Field.heading("Pool"),
            Field.of(Setting.DB_MAX_OPEN_CONNS, "Most connections"),
            Field.of(Setting.DB_MAX_IDLE_CONNS, "Idle connections kept"),
            Field.of(Setting.DB_ACQUIRE_TIMEOUT, "Acquire timeout"),
            Field.of(Setting.DB_MAX_LIFETIME, "Lifetime"),
            Field.heading("Guard"),
            Field.of(Setting.DB_MIN_FREE_CONNS, "Connections left free"),
            Field.of(Setting.GUARD_ACTION, "When others need them"),
            Field.of(Setting.GUARD_FIT, "Shrink pool to what is left"),
            Field.of(Setting.GUARD_INTERVAL, "Interval"),
            Field.of(Setting.GUARD_DATABASE, "Reservations in database"),
            Field.of(Setting.GUARD_HOST, "Host behind the pooler"),
            Field.of(Setting.GUARD_PORT, "Port behind the pooler"));

    @Override
    void open(EngineRun run, ElementSettings values) throws Rejection {
        JMeterSettings.current().validate();
        String variable = getPropertyAsString(VARIABLE);
        if (values.text(Setting.DB_HOST).isEmpty()
                && getPropertyAsString(WHEN_ABSENT).equals(SKIP)) {
            Pools.skip(variable, run);
            System.out.println(Setting.DB_HOST + " is not set: what uses the pool '" + variable + "' is left out");
            return;
        }
        Dsn dsn = DsnSettings.load(values);
        ConnectionManager manager = ConnectionManager.open(
                dsn,
                pool(values),
                guard(values, dsn, run),
                values.word(Setting.POOLER, PoolerPolicy.class),
                new RunLabel(run.runId(), run.agent()),
                ConnectionManagerConfig::onGuardEvent);
        run.onEnd(manager::close);
        manager.pooler().said().ifPresent(System.out::println);
        run.publish(variable, ConnectionManager.class, manager);
        DataSourceElement stockPool = StockPool.over(manager, variable, values);
        stockPool.testStarted();
        run.onEnd(stockPool::testEnded);
    }

    private static void onGuardEvent(GuardEvent event) {
        System.out.println("guard: " + event.line());
        if (event.kind() == GuardEvent.Kind.STOP) {
            CurrentRun.endsEarly("ended by the guard: " + event.line());
            StandardJMeterEngine.stopEngine();
        }
    }

    private static PoolSettings pool(ElementSettings values) throws Rejection {
        int max = values.whole(Setting.DB_MAX_OPEN_CONNS);
        int minIdle = values.whole(Setting.DB_MAX_IDLE_CONNS);
        return PoolSettings.of(
                max,
                JMeterSettings.current().isSet(Setting.DB_MAX_IDLE_CONNS) ? minIdle : Math.min(minIdle, max),
                values.duration(Setting.DB_ACQUIRE_TIMEOUT),
                values.duration(Setting.DB_MAX_LIFETIME));
    }

    private static GuardSettings guard(ElementSettings values, Dsn load, EngineRun run) throws Rejection {
        String host = values.text(Setting.GUARD_HOST);
        GuardSettings settings = GuardSettings.of(
                values.whole(Setting.DB_MIN_FREE_CONNS),
                values.word(Setting.GUARD_ACTION, GuardAction.class),
                values.flag(Setting.GUARD_FIT),
                values.duration(Setting.GUARD_INTERVAL),
                values.text(Setting.GUARD_DATABASE),
                host.isEmpty()
                        ? Optional.empty()
                        : Optional.of(DsnSettings.at(host, values.text(Setting.GUARD_PORT), values)
                                .database(load.database())
                                .build()));
        // an agent does not know what its controller has in the plan: it leaves room for the monitor there may be
        boolean monitored =
                PlannedElements.has(PostgresMonitor.class).orElse(!run.agent().isEmpty());
        return monitored ? settings.withMonitors(1) : settings;
    }
}
