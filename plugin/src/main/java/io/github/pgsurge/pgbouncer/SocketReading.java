package io.github.pgsurge.pgbouncer;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A client or server connection as {@code SHOW CLIENTS} and {@code SHOW SERVERS} have it. Times are PgBouncer's own texts, whole
 * seconds of its time zone: good for telling whether they changed.
 *
 * @param state such as {@code active}, {@code idle}, {@code waiting}
 * @param address of the other end
 * @param localPort of this end
 * @param connectTime when it came into being
 * @param requestTime when the last request of a client, or the last answer of a server, came
 * @param pointer where PgBouncer keeps it; used again when it is gone
 * @param link the pointer of what it is linked to
 * @param id never used again; since 1.24
 */
public record SocketReading(
        String user,
        String database,
        String state,
        String address,
        OptionalLong port,
        OptionalLong localPort,
        String connectTime,
        String requestTime,
        String pointer,
        Optional<String> link,
        Optional<String> applicationName,
        OptionalLong id) {
    /** What no other connection of the same process has. */
    record Identity(String pointer, OptionalLong localPort, String connectTime, OptionalLong id) {}

    static SocketReading of(Map<String, String> row) {
        return new SocketReading(
                row.getOrDefault("user", ""),
                row.getOrDefault("database", ""),
                row.getOrDefault("state", ""),
                row.getOrDefault("addr", ""),
                ConsoleTable.number(row, "port"),
                ConsoleTable.number(row, "local_port"),
                row.getOrDefault("connect_time", ""),
                row.getOrDefault("request_time", ""),
                row.getOrDefault("ptr", ""),
                ConsoleTable.text(row, "link"),
                ConsoleTable.text(row, "application_name"),
                ConsoleTable.number(row, "id"));
    }

    Identity identity() {
        return new Identity(pointer, localPort, connectTime, id);
    }
}
