package io.github.pgsurge.pgbouncer.monitor;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Figure;
import java.util.List;

/**
 * What run.json says of PgBouncer, in that order: of all processes that were watched together, and in {@code servers} of each.
 * Highest values are of what was sampled.
 */
public final class PoolerBlock implements Declared {
    /** Name of the block. */
    static final String NAME = "pgbouncer";

    private static final Block BLOCK = new Block(NAME);

    static final Figure QUERIES = BLOCK.count("queries")
            .combined(Combined.SUM)
            .help("Queries that went through, by database; a rule takes their sum.");
    static final Figure QUERIES_TOTAL =
            BLOCK.count("queries_total").combined(Combined.SUM).help("Queries of all databases.");
    static final Figure TRANSACTIONS =
            BLOCK.count("transactions").combined(Combined.SUM).help("Transactions of all databases.");
    static final Figure SERVER_ASSIGNMENTS = BLOCK.count("server_assignments")
            .combined(Combined.SUM)
            .help("Times that a client was given a server connection; PgBouncer 1.23 and newer.");

    static final Figure QUERIES_PER_S =
            BLOCK.rate("queries_per_s").higherIsBetter().combined(Combined.SUM).help("Queries a second.");
    static final Figure TRANSACTIONS_PER_S = BLOCK.rate("transactions_per_s")
            .higherIsBetter()
            .combined(Combined.SUM)
            .help("Transactions a second.");
    static final Figure WAIT_PER_QUERY = BLOCK.millis("wait_per_query_ms")
            .lowerIsBetter()
            .combined(Combined.WEIGHTED)
            .help("Time that clients waited for a server connection, for each query.");
    static final Figure WAIT_SHARE = BLOCK.share("wait_share")
            .lowerIsBetter()
            .combined(Combined.WEIGHTED)
            .help("The part of the time of queries that clients waited for a server connection.");
    static final Figure ASSIGNMENTS_PER_TRANSACTION = BLOCK.count("assignments_per_transaction")
            .combined(Combined.WEIGHTED)
            .help("About 1 where transactions share server connections, about 0 where clients keep theirs.");
    static final Figure CLIENT_PARSES_PER_BIND = BLOCK.count("client_parses_per_bind")
            .lowerIsBetter()
            .combined(Combined.WEIGHTED)
            .help("Prepared statements that clients made, for each use of one; PgBouncer 1.24 and newer.");
    static final Figure SERVER_PARSES_PER_BIND = BLOCK.count("server_parses_per_bind")
            .lowerIsBetter()
            .combined(Combined.WEIGHTED)
            .help("Prepared statements that had to be made on servers, for each use of one; PgBouncer 1.24 and newer.");
    static final Figure RECEIVED_BYTES_PER_S =
            BLOCK.rate("received_bytes_per_s").combined(Combined.SUM).help("Bytes a second from clients.");
    static final Figure SENT_BYTES_PER_S =
            BLOCK.rate("sent_bytes_per_s").combined(Combined.SUM).help("Bytes a second from servers.");

    static final Figure SERVER_CONNECTS = BLOCK.count("server_connects")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Server connections that were opened.");
    static final Figure MULTIPLEXING = BLOCK.count("multiplexing")
            .higherIsBetter()
            .combined(Combined.WEIGHTED)
            .help("Clients that share a server connection, of those in use.");
    static final Figure RESTARTS = BLOCK.count("restarts")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Times that PgBouncer was started anew.");
    static final Figure CPU =
            BLOCK.seconds("cpu_s").combined(Combined.SUM).help("CPU time of PgBouncer, when it runs on this machine.");
    static final Figure CPU_SHARE = BLOCK.fraction("cpu_share")
            .combined(Combined.MAX)
            .help("The same as a share of one CPU: PgBouncer has one thread, and is at its limit at 100%.");
    static final Figure WATCHED =
            BLOCK.seconds("watched_s").combined(Combined.MAX).help("Time that the figures are of.");

    static final Figure CLIENTS_ACTIVE = BLOCK.count("cl_active_max")
            .combined(Combined.SUM)
            .help("Most clients that were linked to a server connection or idle.");
    static final Figure CLIENTS_WAITING = BLOCK.count("cl_waiting_max")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Most clients that waited for a server connection.");
    static final Figure CLIENTS_WAITED = BLOCK.seconds("cl_waiting_s")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("Time during which any client waited for a server connection.");
    static final Figure MAX_WAIT = BLOCK.millis("maxwait_ms")
            .lowerIsBetter()
            .combined(Combined.MAX)
            .help("Longest time that a client was seen waiting.");
    static final Figure SERVERS_ACTIVE = BLOCK.count("sv_active_max")
            .combined(Combined.SUM)
            .help("Most server connections that were linked to a client.");
    static final Figure SERVERS_IDLE = BLOCK.count("sv_idle_max")
            .combined(Combined.SUM)
            .help("Most server connections that were ready for a client.");
    static final Figure SERVERS_USED = BLOCK.count("sv_used_max")
            .combined(Combined.SUM)
            .help("Most server connections that were to be checked before use.");
    static final Figure SERVERS_LOGIN =
            BLOCK.count("sv_login_max").combined(Combined.SUM).help("Most server connections that were logging in.");
    static final Figure SERVER_CONNECTIONS = BLOCK.count("server_connections_max")
            .combined(Combined.SUM)
            .help("Most server connections, whatever they did.");
    static final Figure POOL_SIZE =
            BLOCK.count("pool_size").combined(Combined.SUM).help("Server connections that the pools may open.");
    static final Figure POOL_USE = BLOCK.fraction("pool_use_max")
            .combined(Combined.MAX)
            .help("Active server connections of the fullest pool or database, as a share of what it may open.");
    static final Figure MULTIPLEXING_SEED = BLOCK.count("multiplexing_seed")
            .higherIsBetter()
            .combined(Combined.WEIGHTED)
            .help("Mean of cl_active by sv_active: more than multiplexing, as idle clients count.");

    static final Detail SERVERS = BLOCK.detail("servers", "The same of each process, with its version, by address.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK);
    }
}
