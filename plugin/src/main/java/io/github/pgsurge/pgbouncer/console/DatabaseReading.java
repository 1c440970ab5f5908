package io.github.pgsurge.pgbouncer.console;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A database as {@code SHOW DATABASES} has it.
 *
 * @param name as clients ask for it
 * @param poolSize server connections that each of its pools may open, one pool for every user
 * @param poolMode empty when it has none of its own
 * @param maxConnections server connections of all its pools together; empty when not limited
 * @param paused whether clients are held back
 */
public record DatabaseReading(
        String name, OptionalLong poolSize, Optional<String> poolMode, OptionalLong maxConnections, boolean paused) {
    static DatabaseReading of(Map<String, String> row) {
        OptionalLong max = ConsoleTable.number(row, "max_connections");
        return new DatabaseReading(
                row.getOrDefault("name", ""),
                ConsoleTable.number(row, "pool_size"),
                ConsoleTable.text(row, "pool_mode"),
                max.isPresent() && max.getAsLong() > 0 ? max : OptionalLong.empty(),
                ConsoleTable.count(row, "paused") > 0);
    }
}
