package io.github.pgsurge.pgbouncer;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a SHOW command answered. Versions differ in their columns: they are read by name, and one that is not there is
 * absent. Immutable.
 *
 * @param rows the values of each row by column name; a null of the server's is absent
 */
public record ConsoleTable(List<Map<String, String>> rows) {
    /** Copies the rows. */
    public ConsoleTable {
        rows = rows.stream().map(Map::copyOf).toList();
    }

    /** A whole number of one row; empty when the column is not there or holds something else. */
    public static OptionalLong number(Map<String, String> row, String column) {
        try {
            return row.containsKey(column) ? OptionalLong.of(Long.parseLong(row.get(column))) : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
