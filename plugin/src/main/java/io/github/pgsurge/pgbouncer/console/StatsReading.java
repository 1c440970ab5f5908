package io.github.pgsurge.pgbouncer.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The counters of one database.
 *
 * @param averageQueryMicros mean time of a query over PgBouncer's last {@code stats_period}
 */
public record StatsReading(Totals totals, OptionalLong averageQueryMicros) {
    static Map<String, StatsReading> byDatabase(ConsoleTable table) {
        Map<String, StatsReading> stats = new LinkedHashMap<>();
        for (Map<String, String> row : table.rows()) {
            stats.put(
                    row.getOrDefault("database", ""),
                    new StatsReading(Totals.of(row), ConsoleTable.number(row, "avg_query_time")));
        }
        return stats;
    }
}
