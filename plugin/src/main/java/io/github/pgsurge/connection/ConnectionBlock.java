package io.github.pgsurge.connection;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Figure;
import java.util.Arrays;
import java.util.List;

/** What a run says of its connections. Stateless. */
public final class ConnectionBlock implements Declared {
    private static final Block BLOCK = new Block("connections", "Connections");
    private static final Block GUARD = new Block("guard");
    private static final Block ENVIRONMENT = new Block("environment");

    static final Figure PEAK_HELD = BLOCK.count("peak_held")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .said("peak held %s")
            .help("The most connections that the run held at once.");
    static final Figure BUDGET = BLOCK.count("budget")
            .combined(Combined.SUM)
            .said("room for %s")
            .help("Connections that the run could hold by the last look of the guard.");
    static final Figure MIN_FREE_SEEN = BLOCK.count("min_free_seen")
            .higherIsBetter()
            .combined(Combined.MIN)
            .said("fewest free %s")
            .help("The fewest connection slots of the server that were free at any look.");
    static final Figure MAX =
            BLOCK.count("max").combined(Combined.SUM).said("asked for %s").help("Connections that the run asked for.");
    static final Figure RESERVED = BLOCK.count("reserved")
            .combined(Combined.SUM)
            .said("reserved %s")
            .help("Connections that the pre-flight granted and reserved.");
    static final Figure REFUSED_53300 = BLOCK.count("refused_53300")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .said("refused (53300) %s")
            .help("Connections that the server refused with SQLSTATE 53300.");
    static final Figure ROUND_TRIPS = BLOCK.count("round_trips")
            .combined(Combined.SUM)
            .help("Round trips of the protocol on the run's connections, session set-up included and log-in not.");

    /** Connections that the run holds now. */
    public static final Figure HELD =
            BLOCK.count("held").combined(Combined.SUM).gauge("Connections that the run holds.");

    static final Figure CAP = BLOCK.count("budget").combined(Combined.SUM).gauge("Connections that the run may hold.");
    static final Figure FREE =
            BLOCK.count("free").combined(Combined.MIN).gauge("Connection slots that are free on the server.");

    static final Detail GUARD_STATE = GUARD.state(
            "state",
            Arrays.stream(GuardState.values()).map(GuardState::toString).toList(),
            "1 for what the connection guard is at, 0 for every other state.");

    static final Detail ENDPOINT = ENVIRONMENT.detail("endpoint", "Where the load's connections go.");
    static final Detail DATABASE = ENVIRONMENT.detail("database", "Database that takes the load.");
    static final Detail ROLE = ENVIRONMENT.detail("role", "Role that makes the load.");
    static final Detail POSTGRES_VERSION = ENVIRONMENT.detail("postgres_version", "Version of PostgreSQL.");
    static final Detail MAX_CONNECTIONS = ENVIRONMENT.detail("max_connections", "PostgreSQL's setting.");
    static final Detail FSYNC = ENVIRONMENT.detail("fsync", "PostgreSQL's setting.");
    static final Detail SYNCHRONOUS_COMMIT =
            ENVIRONMENT.detail("synchronous_commit", "As the load's sessions have it.");
    static final Detail FULL_PAGE_WRITES = ENVIRONMENT.detail("full_page_writes", "PostgreSQL's setting.");
    static final Detail DRIVER = ENVIRONMENT.detail("driver", "Name and version of the JDBC driver.");
    static final Detail PREPARE_THRESHOLD = ENVIRONMENT.detail(
            "prepare_threshold", "Executions after which the driver prepares a statement on the server; 0 is never.");
    static final Detail POOLER =
            ENVIRONMENT.detail("pooler", "The pooler that was found in between, and what was done about it.");
    static final Detail POOL_SIZE = ENVIRONMENT.detail("pool_size", "Connections that the run reserved.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK, GUARD, ENVIRONMENT);
    }
}
