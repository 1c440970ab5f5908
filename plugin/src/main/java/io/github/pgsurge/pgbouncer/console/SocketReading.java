package io.github.pgsurge.pgbouncer.console;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A client or server connection as {@code SHOW CLIENTS} and {@code SHOW SERVERS} have it. Times are PgBouncer's own texts, whole
 * seconds of its time zone: good for telling whether they changed.
 *
 * @param state such as {@code active}, {@code idle}, {@code waiting}
 * @param localPort of this end
 * @param connectTime when it came into being
 * @param requestTime when the last request of a client, or the last answer of a server, came
 * @param pointer where PgBouncer keeps it; used again when it is gone
 * @param id never used again; since 1.24
 */
public record SocketReading(
        String state, OptionalLong localPort, String connectTime, String requestTime, String pointer, OptionalLong id) {
    /** What no other connection of the same process has. */
    public record Identity(String pointer, OptionalLong localPort, String connectTime, OptionalLong id) {}

    static SocketReading of(Map<String, String> row) {
        return new SocketReading(
                row.getOrDefault("state", ""),
                ConsoleTable.number(row, "local_port"),
                row.getOrDefault("connect_time", ""),
                row.getOrDefault("request_time", ""),
                row.getOrDefault("ptr", ""),
                ConsoleTable.number(row, "id"));
    }

    public Identity identity() {
        return new Identity(pointer, localPort, connectTime, id);
    }
}
