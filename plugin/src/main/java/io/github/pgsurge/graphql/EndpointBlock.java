package io.github.pgsurge.graphql;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Combined;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Figure;
import java.util.List;

/** What a run says of its GraphQL endpoint. Stateless. */
public final class EndpointBlock implements Declared {
    private static final Block BLOCK = new Block("graphql");
    private static final Block ENVIRONMENT = new Block("environment");

    static final Detail URL = BLOCK.detail("url", "Where requests go.");
    static final Figure LOGINS =
            BLOCK.count("logins").combined(Combined.SUM).help("Logins sent, the first and the failed ones included.");
    static final Figure CONNECTIONS =
            BLOCK.count("connections").combined(Combined.SUM).help("Connections opened, those of logins included.");
    static final Figure STALE_RETRIES = BLOCK.count("stale_retries")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Queries sent again because the server had closed the connection while it was idle.");
    static final Figure PERSISTED_HITS = BLOCK.count("persisted_hits")
            .higherIsBetter()
            .combined(Combined.SUM)
            .help("Persisted queries whose hash the server knew.");
    static final Figure PERSISTED_MISSES = BLOCK.count("persisted_misses")
            .lowerIsBetter()
            .combined(Combined.SUM)
            .help("Persisted queries whose document the server asked for.");

    static final Detail GATEWAY_PREPARE_THRESHOLD = ENVIRONMENT.detail(
            "gateway_prepare_threshold",
            "Executions after which the sandbox's gateway prepares a statement; 0 is never.");

    @Override
    public List<Block> blocks() {
        return List.of(BLOCK, ENVIRONMENT);
    }
}
