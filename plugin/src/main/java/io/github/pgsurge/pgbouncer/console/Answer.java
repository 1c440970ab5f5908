package io.github.pgsurge.pgbouncer.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a table of the messages that answer one command. Bounded in columns, rows and values. Not thread safe. */
final class Answer {
    private static final int MAX_COLUMNS = 256;
    private static final int MAX_ROWS = 100_000;
    private static final int MAX_VALUES = 2_000_000;

    private Map<String, Integer> columns = Map.of();
    private int width = -1;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private String refusal;

    /** Takes the next message. */
    void take(Message message) throws IOException {
        switch (message.type()) {
            case 'T' -> describe(message);
            case 'D' -> rows.add(row(message));
            case 'E' -> refusal = message.errorText();
            default -> {
                // notices and completions say nothing that the rows do not
            }
        }
    }

    private void describe(Message message) throws IOException {
        if (width >= 0) {
            throw new IOException("two tables in one answer");
        }
        width = message.int16();
        if (width < 0 || width > MAX_COLUMNS) {
            throw new IOException("a table of " + width + " columns");
        }
        columns = new HashMap<>();
        for (int i = 0; i < width; i++) {
            columns.putIfAbsent(message.text(), i);
            // table, column number, type, size, modifier, format
            message.bytes(4 + 2 + 4 + 2 + 4 + 2);
        }
    }

    private Map<String, String> row(Message message) throws IOException {
        if (rows.size() == MAX_ROWS || (long) rows.size() * width > MAX_VALUES) {
            throw new IOException("more than " + rows.size() + " rows of " + width + " columns");
        }
        int count = message.int16();
        if (count != width) {
            throw new IOException("a row of " + count + " values for " + Math.max(0, width) + " columns");
        }
        String[] values = new String[width];
        for (int i = 0; i < width; i++) {
            int length = message.int32();
            if (length >= 0) {
                values[i] = length == 0 ? "" : new String(message.bytes(length), StandardCharsets.UTF_8);
            }
        }
        return new ConsoleRow(columns, values);
    }

    /** What the console said instead of a whole answer. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The rows so far. */
    ConsoleTable table() {
        return new ConsoleTable(rows);
    }
}
