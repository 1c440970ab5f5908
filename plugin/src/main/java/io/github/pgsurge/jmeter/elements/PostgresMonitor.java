package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.RunLabel;
import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.DsnSettings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.postgres.ServerMonitor;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.TableName;
import java.util.List;

/**
 * PostgreSQL Monitor: what the server itself says of the run. Watches GUARD_HOST where that is set, as DB_HOST is a pooler
 * then, else DB_HOST.
 */
public final class PostgresMonitor extends MonitorListener {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Monitor";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.heading("Server"),
            Field.of(Setting.DB_HOST, "Host"),
            Field.of(Setting.DB_PORT, "Port"),
            Field.of(Setting.GUARD_HOST, "Host behind the pooler"),
            Field.of(Setting.GUARD_PORT, "Port behind the pooler"),
            Field.of(Setting.DB_NAME, "Database"),
            Field.of(Setting.DB_USER, "User"),
            Field.of(Setting.DB_PASSWORD, "Password"),
            Field.of(Setting.DB_TARGET_SESSION_ATTRS, "Target session attributes"),
            Field.of(Setting.DB_CONNECT_TIMEOUT, "Connect timeout"),
            Field.heading("TLS"),
            Field.of(Setting.DB_SSL_MODE, "Mode"),
            Field.of(Setting.DB_SSL_ROOT_CERT, "CA certificates"),
            Field.of(Setting.DB_SSL_CERT, "Client certificate"),
            Field.of(Setting.DB_SSL_KEY, "Client key"),
            Field.heading("Readings"),
            Field.of(Setting.TABLE_NAME, "Table of the load"),
            Field.of(Setting.MONITOR_INTERVAL, "Interval"),
            Field.of(Setting.MONITOR_TIMEOUT, "Longest wait for an answer"),
            Field.of(Setting.METRICS_NAMESPACE, "Namespace of the metrics"));

    /** Made by JMeter. */
    public PostgresMonitor() {
        super(TITLE);
    }

    @Override
    RunObserver monitor(ElementSettings values) throws Rejection {
        Setting host = values.text(Setting.GUARD_HOST).isEmpty() ? Setting.DB_HOST : Setting.GUARD_HOST;
        if (values.text(host).isEmpty()) {
            return new NoOpMonitor("PostgreSQL is not watched: " + Setting.DB_HOST + " is not set, nor "
                    + Setting.GUARD_HOST + " for a PostgreSQL behind a pooler; set " + DsnSettings.LOGIN);
        }
        Setting port = host == Setting.DB_HOST ? Setting.DB_PORT : Setting.GUARD_PORT;
        Dsn dsn = DsnSettings.at(values.text(host), values.text(port), values).build();
        EngineRun run = EngineRun.current();
        ServerMonitor watch = new ServerMonitor(
                dsn,
                new RunLabel(run.runId(), run.agent()),
                TableName.parse(values.text(Setting.TABLE_NAME)).quoted(),
                values.duration(Setting.MONITOR_INTERVAL),
                values.duration(Setting.MONITOR_TIMEOUT),
                values.text(Setting.METRICS_NAMESPACE));
        // on a controller of agents this is never asked for, and the first second of the load decides
        run.beforeLoad(watch::loadBegins);
        return watch;
    }
}
