package io.github.pgsurge.pgbouncer.console;

import java.util.List;

/**
 * What PgBouncer counts of each database from its start on, with the columns that have it: of {@code SHOW STATS}, of {@code
 * SHOW STATS_TOTALS}, and of older versions. Units are PgBouncer's: microseconds and bytes.
 */
public enum Counter {
    /** Times that a server connection was given to a client; since 1.23. */
    SERVER_ASSIGNMENTS("total_server_assignment_count", "server_assignment_count"),
    /** Transactions. */
    TRANSACTIONS("total_xact_count", "xact_count"),
    /** Protocol round trips that end in ReadyForQuery. */
    QUERIES("total_query_count", "query_count", "total_requests"),
    /** Bytes from clients. */
    RECEIVED_BYTES("total_received", "bytes_received"),
    /** Bytes from servers. */
    SENT_BYTES("total_sent", "bytes_sent"),
    /**
     * Time from the first packet of a query to the end of its answer. The wait for a server connection is a part of it: {@code
     * query_start} is set before one is looked for (handle_client_work in client.c, 1.12 to 1.25).
     */
    QUERY_MICROS("total_query_time", "query_time"),
    /** Time that clients waited for a server connection. */
    WAIT_MICROS("total_wait_time", "wait_time"),
    /** Prepared statements that clients made; since 1.24. */
    CLIENT_PARSES("total_client_parse_count", "client_parse_count"),
    /** Prepared statements that PgBouncer made on servers for them; since 1.24. */
    SERVER_PARSES("total_server_parse_count", "server_parse_count"),
    /** Bindings of prepared statements; since 1.24. */
    BINDS("total_bind_count", "bind_count");

    private final List<String> columns;

    Counter(String... columns) {
        this.columns = List.of(columns);
    }

    /** The columns that may have it. */
    List<String> columns() {
        return columns;
    }
}
