package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.ConnectionManager;
import io.github.pgsurge.connection.GuardedDriver;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import org.apache.jmeter.protocol.jdbc.config.DataSourceElement;

/**
 * The pool that stock JDBC Requests see under a manager's variable name. JMeter publishes its pools in a private class, so
 * this is JMeter's own element, whose physical connections come out of the manager's budget by a driver of its own. It
 * opens nothing before a JDBC Request asks, and gives back what was idle for a second.
 */
final class StockPool {
    private static final String IDLE_MILLIS = "1000";

    private StockPool() {}

    static DataSourceElement over(ConnectionManager manager, String variable, ElementSettings values) throws Rejection {
        DataSourceElement pool = new DataSourceElement();
        pool.setName(variable);
        pool.setProperty("dataSource", variable);
        pool.setProperty("driver", GuardedDriver.class.getName());
        pool.setProperty("dbUrl", manager.jdbcUrl());
        pool.setProperty("username", "");
        pool.setProperty("password", "");
        pool.setProperty("poolMax", Integer.toString(manager.state().reserved()));
        pool.setProperty(
                "timeout",
                Long.toString(values.duration(Setting.DB_ACQUIRE_TIMEOUT).toMillis()));
        pool.setProperty("keepAlive", true);
        pool.setProperty("connectionAge", IDLE_MILLIS);
        pool.setProperty("trimInterval", IDLE_MILLIS);
        pool.setProperty("checkQuery", "");
        pool.setProperty("autocommit", true);
        pool.setProperty("preinit", false);
        pool.setProperty("poolPreparedStatements", "-1");
        pool.setProperty("transactionIsolation", "DEFAULT");
        pool.setProperty("connectionProperties", "");
        pool.setProperty("initQuery", "");
        return pool;
    }
}
