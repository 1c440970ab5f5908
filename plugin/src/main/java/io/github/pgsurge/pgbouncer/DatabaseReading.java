package io.github.pgsurge.pgbouncer;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A database as {@code SHOW DATABASES} has it.
 *
 * @param name as clients ask for it
 * @param host empty for a Unix socket
 * @param database its name on the server
 * @param forceUser who logs in at the server, whoever asks
 * @param poolSize server connections that each of its pools may open, one pool for every user
 * @param reservePool further ones, for clients that have waited too long
 * @param maxConnections server connections of all its pools together; empty when not limited
 * @param paused whether clients are held back
 */
public record DatabaseReading(
        String name,
        Optional<String> host,
        OptionalLong port,
        String database,
        Optional<String> forceUser,
        OptionalLong poolSize,
        OptionalLong minPoolSize,
        OptionalLong reservePool,
        Optional<String> poolMode,
        OptionalLong maxConnections,
        OptionalLong currentConnections,
        boolean paused,
        boolean disabled) {
    static DatabaseReading of(Map<String, String> row) {
        OptionalLong reserve = ConsoleTable.number(row, "reserve_pool_size");
        OptionalLong max = ConsoleTable.number(row, "max_connections");
        return new DatabaseReading(
                row.getOrDefault("name", ""),
                ConsoleTable.text(row, "host"),
                ConsoleTable.number(row, "port"),
                row.getOrDefault("database", ""),
                ConsoleTable.text(row, "force_user"),
                ConsoleTable.number(row, "pool_size"),
                ConsoleTable.number(row, "min_pool_size"),
                reserve.isPresent() ? reserve : ConsoleTable.number(row, "reserve_pool"),
                ConsoleTable.text(row, "pool_mode"),
                max.isPresent() && max.getAsLong() > 0 ? max : OptionalLong.empty(),
                ConsoleTable.number(row, "current_connections"),
                ConsoleTable.count(row, "paused") > 0,
                ConsoleTable.count(row, "disabled") > 0);
    }
}
