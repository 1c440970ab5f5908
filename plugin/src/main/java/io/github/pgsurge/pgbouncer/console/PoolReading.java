package io.github.pgsurge.pgbouncer.console;

import java.time.Duration;
import java.util.Map;

/**
 * A pool as {@code SHOW POOLS} has it at one moment. What a version does not count is zero.
 *
 * @param clActive clients that are linked to a server connection, or idle: it does not say which
 * @param clWaiting clients that have sent a query and wait for a server connection
 * @param svActive server connections linked to a client
 * @param svCancel server connections that send a cancel request, or are kept from use by one; since 1.18
 * @param svIdle ready for the next client
 * @param svUsed idle for longer than {@code server_check_delay}: checked before their next use
 * @param svTested being checked or reset
 * @param svLogin logging in
 * @param maxWait how long the client that has waited longest waits
 */
public record PoolReading(
        String database,
        String user,
        long clActive,
        long clWaiting,
        long svActive,
        long svCancel,
        long svIdle,
        long svUsed,
        long svTested,
        long svLogin,
        Duration maxWait) {
    private static final long MICROS = 1_000_000;

    static PoolReading of(Map<String, String> row) {
        return new PoolReading(
                row.getOrDefault("database", ""),
                row.getOrDefault("user", ""),
                ConsoleTable.count(row, "cl_active"),
                ConsoleTable.count(row, "cl_waiting"),
                ConsoleTable.count(row, "sv_active"),
                ConsoleTable.count(row, "sv_active_cancel") + ConsoleTable.count(row, "sv_being_canceled"),
                ConsoleTable.count(row, "sv_idle"),
                ConsoleTable.count(row, "sv_used"),
                ConsoleTable.count(row, "sv_tested"),
                ConsoleTable.count(row, "sv_login"),
                Duration.ofSeconds(bounded(ConsoleTable.count(row, "maxwait")))
                        .plusNanos(1_000 * (ConsoleTable.count(row, "maxwait_us") % MICROS)));
    }

    /** What a century of seconds would not fill. */
    private static long bounded(long seconds) {
        return Math.max(0, Math.min(seconds, Integer.MAX_VALUE));
    }

    /** Server connections, whatever they do. */
    public long servers() {
        return svActive + svCancel + svIdle + svUsed + svTested + svLogin;
    }
}
