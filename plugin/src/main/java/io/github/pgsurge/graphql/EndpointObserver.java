package io.github.pgsurge.graphql;

import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Looks on at the GraphQL endpoint of a run, the first when there are several; see {@link EndpointBlock}. Its figures are
 * taken with the last moment. Thread safe.
 */
public final class EndpointObserver implements RunObserver {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Supplier<Collection<GraphqlEndpoint>> endpoints;
    private final OptionalInt prepareThreshold;
    private volatile boolean used;
    private volatile Findings atEnd = Findings.NONE;

    /**
     * Ready to look on.
     *
     * @param endpoints those that are open now
     * @param prepareThreshold how the gateway talks to its database, where that is known
     */
    public EndpointObserver(Supplier<Collection<GraphqlEndpoint>> endpoints, OptionalInt prepareThreshold) {
        this.endpoints = endpoints;
        this.prepareThreshold = prepareThreshold;
    }

    /** Whether the run loads a gateway. */
    public boolean isUsed() {
        return used || !endpoints.get().isEmpty();
    }

    /** Where the load's requests go; empty while no endpoint is open. */
    public Optional<InetSocketAddress> address() {
        return endpoints.get().stream().findFirst().map(GraphqlEndpoint::url).map(EndpointObserver::address);
    }

    private static InetSocketAddress address(URI url) {
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? HTTPS : HTTP;
        return InetSocketAddress.createUnresolved(url.getHost(), port);
    }

    /** A line on each endpoint. */
    @Override
    public List<String> introduction() {
        String threshold = prepareThreshold.isPresent() ? ", prepareThreshold " + prepareThreshold.getAsInt() : "";
        return endpoints.get().stream()
                .map(endpoint -> "GraphQL gateway " + endpoint.url() + threshold)
                .toList();
    }

    @Override
    public void observe(Moment moment) {
        if (moment.last()) {
            used = isUsed();
            atEnd = endpoints.get().stream().findFirst().map(this::taken).orElse(Findings.NONE);
        }
    }

    private Findings taken(GraphqlEndpoint endpoint) {
        EndpointCounts counts = endpoint.counters();
        Findings.Builder findings = Findings.builder()
                .put(EndpointBlock.URL, endpoint.url().toString())
                .put(EndpointBlock.LOGINS, counts.logins())
                .put(EndpointBlock.CONNECTIONS, counts.connections())
                .put(EndpointBlock.STALE_RETRIES, counts.staleRetries())
                .put(EndpointBlock.PERSISTED_HITS, counts.persistedHits())
                .put(EndpointBlock.PERSISTED_MISSES, counts.persistedMisses());
        prepareThreshold.ifPresent(threshold -> findings.put(EndpointBlock.GATEWAY_PREPARE_THRESHOLD, threshold));
        return findings.build();
    }

    @Override
    public Findings findings() {
        return atEnd;
    }
}
