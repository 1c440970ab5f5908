package io.github.pgsurge.pgbouncer.console;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection to PgBouncer's admin console. It speaks the simple query protocol itself, because pgjdbc since 42.7.5
 * cannot: it sends a SET that the console refuses. Only SHOW commands are needed for its readings, so that a user of {@code
 * stats_users} will do. What a version does not have is absent from them. Not thread safe, but {@link #close} may come from
 * any thread.
 */
public final class AdminConsole implements AutoCloseable {
    private final String name;
    private final ProtocolStream stream;

    private AdminConsole(String name, ProtocolStream stream) {
        this.name = name;
        this.stream = stream;
    }

    /**
     * Connects and logs in.
     *
     * @throws ConsoleException that names the address
     */
    public static AdminConsole connect(ConsoleAddress address, ConsoleOptions options) throws ConsoleException {
        return new AdminConsole(name(address), ConsoleConnector.open(address, options));
    }

    static String name(ConsoleAddress address) {
        return "PgBouncer's admin console at " + address;
    }

    /**
     * Runs a command and answers its rows.
     *
     * @param command such as {@code SHOW POOLS}
     * @throws ConsoleException when the console refuses it, or its answer is late, cut or malformed; the connection is of
     *     no use after the latter three
     */
    public ConsoleTable query(String command) throws ConsoleException {
        Answer answer = new Answer();
        stream.begin(stream.timeout());
        try {
            stream.send('Q', ProtocolStream.terminated(command));
            for (Message message = stream.receive(); message.type() != 'Z'; message = stream.receive()) {
                answer.take(message);
            }
        } catch (IOException failure) {
            close();
            throw new ConsoleException(name + ": " + failure.getMessage(), failure);
        } finally {
            stream.end();
        }
        Optional<String> refusal = answer.refusal();
        if (refusal.isPresent()) {
            throw new ConsoleException.Refused(name + " refuses " + command + ": " + refusal.get());
        }
        return answer.table();
    }

    /** The version, such as {@code 1.18.0}: {@code SHOW VERSION} without the program's name. */
    public String version() throws ConsoleException {
        return query("SHOW VERSION").rows().stream()
                .map(row -> row.getOrDefault("version", ""))
                .map(version -> version.replaceFirst("^PgBouncer\\s+", ""))
                .findFirst()
                .orElse("");
    }

    /** {@code SHOW POOLS}: a pool for every database and user that asked for it. */
    public List<PoolReading> pools() throws ConsoleException {
        return query("SHOW POOLS").rows().stream().map(PoolReading::of).toList();
    }

    /** {@code SHOW STATS}: the counters of each database since PgBouncer started. */
    public Map<String, StatsReading> stats() throws ConsoleException {
        return StatsReading.byDatabase(query("SHOW STATS"));
    }

    /** {@code SHOW STATS_TOTALS}: as {@link #stats}, without averages. */
    public Map<String, StatsReading> statsTotals() throws ConsoleException {
        return StatsReading.byDatabase(query("SHOW STATS_TOTALS"));
    }

    /** {@code SHOW DATABASES}: those that are configured, or came into being by {@code *}. */
    public List<DatabaseReading> databases() throws ConsoleException {
        return query("SHOW DATABASES").rows().stream().map(DatabaseReading::of).toList();
    }

    /** {@code SHOW CONFIG}: value by name. */
    public Map<String, String> config() throws ConsoleException {
        return query("SHOW CONFIG").pairs("key", "value");
    }

    /** {@code SHOW LISTS}: sizes by name, such as {@code used_clients}. */
    public Map<String, Long> lists() throws ConsoleException {
        Map<String, Long> lists = new HashMap<>();
        for (Map<String, String> row : query("SHOW LISTS").rows()) {
            ConsoleTable.number(row, "items").ifPresent(items -> lists.put(row.getOrDefault("list", ""), items));
        }
        return lists;
    }

    /** {@code SHOW STATE}: {@code yes} or {@code no} for {@code active}, {@code paused}, {@code suspended}; empty before 1.19. */
    public Map<String, String> state() throws ConsoleException {
        try {
            return query("SHOW STATE").pairs("key", "value");
        } catch (ConsoleException.Refused unknown) {
            return Map.of();
        }
    }

    /** {@code SHOW CLIENTS}: a row for every client; of many, it is the pooler's work that they cost. */
    public List<SocketReading> clients() throws ConsoleException {
        return query("SHOW CLIENTS").rows().stream().map(SocketReading::of).toList();
    }

    /** {@code SHOW SERVERS}: a row for every server connection. */
    public List<SocketReading> servers() throws ConsoleException {
        return query("SHOW SERVERS").rows().stream().map(SocketReading::of).toList();
    }

    /** How many round trips that end in ReadyForQuery each database has served since PgBouncer started. */
    public Map<String, Long> queryCounts() throws ConsoleException {
        Map<String, Long> counts = new HashMap<>();
        stats().forEach((database, stats) ->
                stats.totals().get(Counter.QUERIES).ifPresent(count -> counts.put(database, count)));
        return counts;
    }

    @Override
    public void close() {
        stream.close();
    }
}
