package io.github.pgsurge.pgbouncer.console;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Values of one row by column name, without the nulls; thousands of rows share the names. Immutable. */
final class ConsoleRow extends AbstractMap<String, String> {
    private final Map<String, Integer> columns;
    private final String[] values;

    /**
     * Keeps both as they are.
     *
     * @param columns index by name
     * @param values as many as the greatest index says
     */
    ConsoleRow(Map<String, Integer> columns, String[] values) {
        this.columns = columns;
        this.values = values;
    }

    @Override
    public String get(Object column) {
        Integer index = columns.get(column);
        return index == null ? null : values[index];
    }

    @Override
    public boolean containsKey(Object column) {
        return get(column) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Set<Entry<String, String>> entries = new HashSet<>();
        columns.forEach((column, index) -> {
            if (values[index] != null) {
                entries.add(Map.entry(column, values[index]));
            }
        });
        return Set.copyOf(entries);
    }
}
