package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.graphql.EndpointCounts;
import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the GraphQL endpoints of a test say for its report, also after they are closed. Thread safe. */
final class GatewayFacts {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final EngineRun engine;
    private final Settings settings;
    private volatile Optional<Map<String, Object>> block = Optional.empty();

    GatewayFacts(EngineRun engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    private Collection<GraphqlEndpoint> endpoints() {
        return engine.published(GraphqlEndpoint.class).values();
    }

    /** Whether the plan loads a gateway. */
    boolean isUsed() {
        return block.isPresent() || !endpoints().isEmpty();
    }

    /** Where the load's requests go; empty while no endpoint is open. */
    Optional<InetSocketAddress> address() {
        return endpoints().stream().findFirst().map(GraphqlEndpoint::url).map(url -> {
            int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? HTTPS : HTTP;
            return InetSocketAddress.createUnresolved(url.getHost(), port);
        });
    }

    /** A line on each endpoint. */
    Collection<String> lines() {
        String threshold =
                prepareThreshold().map(known -> ", prepareThreshold " + known).orElse("");
        return endpoints().stream()
                .map(endpoint -> "GraphQL gateway " + endpoint.url() + threshold)
                .toList();
    }

    /** The sandbox's gateway says how it talks to the database; a gateway of the user's own does not. */
    private Optional<String> prepareThreshold() {
        return settings.isFromSandbox(Setting.BASE_URL)
                ? Optional.of(settings.sandbox("GATEWAY_PREPARE_THRESHOLD")).filter(known -> !known.isEmpty())
                : Optional.empty();
    }

    /** Keeps what the endpoints say while they still say it. */
    void freeze() {
        block = endpoints().stream().findFirst().map(GatewayFacts::block);
    }

    private static Map<String, Object> block(GraphqlEndpoint endpoint) {
        EndpointCounts counters = endpoint.counters();
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("url", endpoint.url().toString());
        block.put("logins", counters.logins());
        block.put("connections", counters.connections());
        block.put("stale_retries", counters.staleRetries());
        block.put("persisted_hits", counters.persistedHits());
        block.put("persisted_misses", counters.persistedMisses());
        return block;
    }

    /** The block of run.json, as frozen; empty when the plan loads no gateway. */
    Optional<Map<String, Object>> block() {
        return block;
    }

    /** Settings that decide what the figures mean. */
    Map<String, Object> environment() {
        return isUsed() && prepareThreshold().isPresent()
                ? Map.of(
                        "gateway_prepare_threshold",
                        Integer.valueOf(prepareThreshold().get()))
                : Map.of();
    }
}
