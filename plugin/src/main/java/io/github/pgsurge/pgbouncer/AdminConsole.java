package io.github.pgsurge.pgbouncer;

import io.github.pgsurge.connection.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A connection to PgBouncer's admin console. It speaks the simple query protocol itself, because pgjdbc since 42.7.5
 * cannot: it sends a SET that the console refuses. Not thread safe.
 */
public final class AdminConsole implements AutoCloseable {
    private static final String DATABASE = "pgbouncer";
    private static final int MAX_ROWS = 100_000;

    private final String address;
    private final Wire wire;

    private AdminConsole(String address, Wire wire) {
        this.address = address;
        this.wire = wire;
    }

    /**
     * Connects and logs in.
     *
     * @param user one of {@code admin_users} or {@code stats_users}
     * @param timeout bounds the connect, the login, and later each query
     * @throws ConsoleException that names the address
     */
    public static AdminConsole connect(String host, int port, String user, Secret password, Duration timeout)
            throws ConsoleException {
        String address = "PgBouncer's admin console at " + host + ":" + port;
        Wire wire;
        try {
            wire = new Wire(host, port, timeout);
        } catch (IOException | IllegalArgumentException failure) {
            throw new ConsoleException(address + " cannot be reached: " + failure.getMessage(), failure);
        }
        AdminConsole console = new AdminConsole(address, wire);
        try {
            console.logIn(user, password);
            return console;
        } catch (ConsoleException | RuntimeException failure) {
            console.close();
            throw failure;
        }
    }

    private void logIn(String user, Secret password) throws ConsoleException {
        Login login = new Login(wire, user, password);
        try {
            wire.startup("user", user, "database", DATABASE);
            for (Message message = wire.receive(); message.type() != 'Z'; message = wire.receive()) {
                if (message.type() == 'E') {
                    throw new ConsoleException(address + " refuses " + user + ": " + message.errorText());
                } else if (message.type() == 'R') {
                    login.answer(message);
                }
            }
        } catch (IOException failure) {
            throw broken(failure);
        }
    }

    /**
     * Runs a command and answers its rows.
     *
     * @param command such as {@code SHOW POOLS}
     * @throws ConsoleException when the console refuses it, or its answer is late, cut or malformed; the connection is of
     *     no use after the latter three
     */
    public ConsoleTable query(String command) throws ConsoleException {
        List<String> columns = List.of();
        List<Map<String, String>> rows = new ArrayList<>();
        String refusal = null;
        try {
            wire.beginExchange();
            wire.send('Q', Wire.terminated(command));
            for (Message message = wire.receive(); message.type() != 'Z'; message = wire.receive()) {
                switch (message.type()) {
                    case 'T' -> columns = columns(message);
                    case 'D' -> rows.add(row(columns, message, rows.size()));
                    case 'E' -> refusal = message.errorText();
                    default -> {
                        // notices and completions say nothing that the rows do not
                    }
                }
            }
        } catch (IOException failure) {
            throw broken(failure);
        }
        if (refusal != null) {
            throw new ConsoleException(address + " refuses " + command + ": " + refusal);
        }
        return new ConsoleTable(rows);
    }

    /**
     * How many round trips that end in ReadyForQuery each database has served since PgBouncer started ({@code
     * total_query_count}; before 1.8 {@code total_requests}).
     */
    public Map<String, Long> queryCounts() throws ConsoleException {
        Map<String, Long> counts = new HashMap<>();
        for (Map<String, String> row : query("SHOW STATS").rows()) {
            OptionalLong count = ConsoleTable.number(row, "total_query_count");
            count = count.isPresent() ? count : ConsoleTable.number(row, "total_requests");
            if (count.isPresent()) {
                counts.put(row.getOrDefault("database", ""), count.getAsLong());
            }
        }
        return counts;
    }

    private static List<String> columns(Message message) throws IOException {
        List<String> columns = new ArrayList<>();
        int count = message.int16();
        for (int i = 0; i < count; i++) {
            columns.add(message.text());
            // table, column number, type, size, modifier, format
            message.bytes(4 + 2 + 4 + 2 + 4 + 2);
        }
        return columns;
    }

    private static Map<String, String> row(List<String> columns, Message message, int before) throws IOException {
        if (before == MAX_ROWS) {
            throw new IOException("more than " + MAX_ROWS + " rows");
        }
        Map<String, String> row = new HashMap<>();
        int count = message.int16();
        for (int i = 0; i < count; i++) {
            int length = message.int32();
            if (length >= 0) {
                String value = new String(message.bytes(length), StandardCharsets.UTF_8);
                row.put(i < columns.size() ? columns.get(i) : Integer.toString(i), value);
            }
        }
        return row;
    }

    private ConsoleException broken(IOException failure) {
        return new ConsoleException(address + ": " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException failure) {
            // there is nothing left to save on a connection that nobody uses any more
            return;
        }
    }
}
