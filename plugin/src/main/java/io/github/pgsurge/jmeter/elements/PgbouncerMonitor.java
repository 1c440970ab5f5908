package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.pgbouncer.console.ConsoleSettings;
import io.github.pgsurge.pgbouncer.monitor.PoolerMonitor;
import io.github.pgsurge.settings.Setting;
import java.util.List;

/** PgBouncer Monitor: watches PgBouncer processes beside the load, by their admin consoles. */
public final class PgbouncerMonitor extends MonitorListener {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PgBouncer Monitor";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.of(Setting.PGBOUNCER_HOST, "Hosts"),
            Field.of(Setting.PGBOUNCER_PORT, "Port"),
            Field.of(Setting.PGBOUNCER_ADMIN_USER, "User"),
            Field.of(Setting.PGBOUNCER_ADMIN_PASSWORD, "Password"),
            Field.of(Setting.PGBOUNCER_SSL_MODE, "TLS"),
            Field.of(Setting.PGBOUNCER_SSL_ROOT_CERT, "CA certificates"),
            Field.of(Setting.MONITOR_INTERVAL, "Interval"),
            Field.of(Setting.MONITOR_TIMEOUT, "Timeout"),
            Field.of(Setting.METRICS_NAMESPACE, "Namespace of the metrics"));

    /** Made by JMeter from a plan. */
    public PgbouncerMonitor() {
        super(TITLE);
    }

    @Override
    RunObserver monitor(ElementSettings values) throws Rejection {
        ConsoleSettings consoles = ConsoleSettings.read(values);
        if (consoles.addresses().isEmpty()) {
            return new NoOpMonitor("PgBouncer is not watched: " + Setting.PGBOUNCER_HOST + " is not set; set it, and "
                    + Setting.PGBOUNCER_ADMIN_USER + " and " + Setting.PGBOUNCER_ADMIN_PASSWORD
                    + ", to see what the pooler did");
        }
        return new PoolerMonitor(
                consoles, values.duration(Setting.MONITOR_INTERVAL), values.text(Setting.METRICS_NAMESPACE));
    }
}
