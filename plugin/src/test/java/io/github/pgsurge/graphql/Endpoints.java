package io.github.pgsurge.graphql;

import io.github.pgsurge.outcome.Rejection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Endpoints and requests as tests want them; everything else as a user would have it. */
final class Endpoints {
    static final GraphqlOperation FEED =
            new GraphqlOperation("getFeed", "query { feed(limit: 1) { id } }", "", false, Optional.empty());
    static final BodyCapture KEEP = new BodyCapture(100, false);

    private Endpoints() {}

    static EndpointSettings settings(URI url) {
        return settings(url, new TokenSource.None(), new SchemaSource.Unchecked());
    }

    static EndpointSettings settings(URI url, TokenSource token, SchemaSource schema) {
        return settings(url, Duration.ofSeconds(10), true, TlsFiles.NONE, token, schema, 100 << 20);
    }

    static EndpointSettings settings(URI url, Duration responseTimeout, long maxResponseBytes) {
        return settings(
                url,
                responseTimeout,
                true,
                TlsFiles.NONE,
                new TokenSource.None(),
                new SchemaSource.Unchecked(),
                maxResponseBytes);
    }

    static EndpointSettings settings(
            URI url,
            Duration responseTimeout,
            boolean keepAlive,
            TlsFiles tls,
            TokenSource token,
            SchemaSource schema,
            long maxResponseBytes) {
        return new EndpointSettings(
                url,
                Optional.empty(),
                Duration.ofSeconds(5),
                responseTimeout,
                keepAlive,
                tls,
                token,
                schema,
                maxResponseBytes);
    }

    /** One request by a client of its own. */
    static GraphqlAnswer ask(RawServer server) throws Rejection {
        try (GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            return ask(endpoint.client());
        }
    }

    static GraphqlAnswer ask(GraphqlClient client) {
        return client.execute(FEED, "{}", List.of(), KEEP);
    }
}
