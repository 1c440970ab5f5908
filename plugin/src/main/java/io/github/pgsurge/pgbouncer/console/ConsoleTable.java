package io.github.pgsurge.pgbouncer.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a SHOW command answered. Versions differ in their columns: they are read by name, and one that is not there is
 * absent. Immutable when the rows are.
 *
 * @param rows the values of each row by column name; a null of the server's is absent
 */
public record ConsoleTable(List<Map<String, String>> rows) {
    /** Copies the list. */
    public ConsoleTable {
        rows = List.copyOf(rows);
    }

    /** A whole number of one row; empty when the column is not there or holds something else. */
    public static OptionalLong number(Map<String, String> row, String column) {
        String text = row.get(column);
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    /** A number of the first of these columns that is there; zero when none is. */
    static long count(Map<String, String> row, String... columns) {
        for (String column : columns) {
            OptionalLong number = number(row, column);
            if (number.isPresent()) {
                return number.getAsLong();
            }
        }
        return 0;
    }

    /** A text of one row; empty when the column is not there or holds nothing. */
    public static Optional<String> text(Map<String, String> row, String column) {
        return Optional.ofNullable(row.get(column)).filter(text -> !text.isEmpty());
    }

    /** Values of one column by those of another. */
    Map<String, String> pairs(String key, String value) {
        Map<String, String> pairs = new HashMap<>();
        for (Map<String, String> row : rows) {
            pairs.put(row.getOrDefault(key, ""), row.getOrDefault(value, ""));
        }
        return pairs;
    }
}
