package io.github.pgsurge.graphql;

import graphql.introspection.IntrospectionQueryBuilder;
import graphql.introspection.IntrospectionQueryBuilder.Options;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * One GraphQL endpoint for one test on one engine: its clients, and what they share. Thread safe.
 *
 * <p>Reads its settings, asks for the server's health and fetches the first token when it is opened, so that what a user
 * can mend is known before any load.
 */
public final class GraphqlEndpoint implements AutoCloseable {
    private static final long LOGIN_BYTES = 1 << 20;
    private static final long SCHEMA_BYTES = 64 << 20;

    private final EndpointSettings settings;
    private final HttpTarget target;
    private final EndpointMetrics metrics = new EndpointMetrics();
    private final Deadlines deadlines;
    private final HttpConnection.Settings connections;
    private final Requests requests;
    private final Tokens tokens;
    private final Set<GraphqlClient> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private GraphqlEndpoint(EndpointSettings settings, SSLContext tls, InstantSource clock) throws Rejection {
        this.settings = settings;
        target = HttpTarget.of(settings.url());
        requests = new Requests(target, settings.keepAlive());
        Duration shortest = settings.connectTimeout().compareTo(settings.responseTimeout()) < 0
                ? settings.connectTimeout()
                : settings.responseTimeout();
        deadlines = new Deadlines(shortest);
        connections = new HttpConnection.Settings(
                settings.connectTimeout(), settings.responseTimeout(), settings.keepAlive(), tls, deadlines, metrics);
        try {
            tokens = tokens(clock);
        } catch (Rejection e) {
            deadlines.close();
            throw e;
        }
    }

    /**
     * Opens it.
     *
     * @throws Rejection when a file or a token of the settings is not what it should be, the health check says no, or
     *     the first login fails; nothing is left open then
     */
    public static GraphqlEndpoint open(EndpointSettings settings) throws Rejection {
        return open(settings, InstantSource.system());
    }

    static GraphqlEndpoint open(EndpointSettings settings, InstantSource clock) throws Rejection {
        boolean https = HttpTarget.of(settings.url()).tls();
        if (!https && !settings.tls().isEmpty()) {
            throw Rejection.usage("TLS files are set, but " + Setting.BASE_URL + " gives " + settings.url()
                    + ": use https://, or leave them out");
        }
        SSLContext tls = https
                        || settings.health()
                                .map(HttpTarget::of)
                                .map(HttpTarget::tls)
                                .orElse(false)
                ? Trust.context(settings.tls())
                : null;
        GraphqlEndpoint endpoint = new GraphqlEndpoint(settings, tls, clock);
        try {
            endpoint.askHealth();
            endpoint.firstToken();
            return endpoint;
        } catch (Rejection e) {
            endpoint.close();
            throw e;
        }
    }

    private Tokens tokens(InstantSource clock) throws Rejection {
        TokenSource source = settings.token();
        if (source instanceof TokenSource.Static fixed) {
            return fixed(fixed, clock.instant());
        } else if (source instanceof TokenSource.Login login) {
            return new LoginTokens(login, call(LOGIN_BYTES), clock, metrics);
        }
        return Tokens.NONE;
    }

    private static Tokens fixed(TokenSource.Static source, Instant now) throws Rejection {
        Optional<Jwt> jwt = Jwt.read(source.token().reveal());
        if (jwt.isEmpty()) {
            throw Rejection.usage(Setting.JWT_TOKEN + " is not a JWT: expected three base64url parts joined by dots,"
                    + " the middle one a JSON object; its expiry can't be known");
        }
        Token token = Token.received(source.token(), now);
        if (token.isExpired(now)) {
            throw Rejection.usage(Setting.JWT_TOKEN + " expired at "
                    + token.expires().orElseThrow() + " (now it is " + now + "): get a new one, or set "
                    + Setting.GATEWAY_USER + " and " + Setting.GATEWAY_PASSWORD + " to log in");
        }
        return caller -> token;
    }

    private void askHealth() throws Rejection {
        if (settings.health().isEmpty()) {
            return;
        }
        HttpTarget health = HttpTarget.of(settings.health().get());
        Reply reply = new Reply();
        try (HttpConnection connection = new HttpConnection(connections, health)) {
            connection.exchange(
                    new Requests(health, false).get().withoutBody(),
                    false,
                    (response, body, into) -> {
                        body.readNBytes(4_096);
                        return false;
                    },
                    reply,
                    new Cancellation());
        }
        if (!reply.isAnswered() || !reply.isStatusRight()) {
            throw Rejection.usage("the health check of the GraphQL endpoint, GET " + health.shown() + ": "
                    + reply.message() + "; is the server up, and is " + Setting.BASE_URL + " right?");
        }
    }

    private void firstToken() throws Rejection {
        try {
            tokens.current();
        } catch (Tokens.NoToken e) {
            throw Rejection.usage("the GraphQL endpoint " + target.shown() + ": " + e.getMessage());
        }
    }

    /**
     * Checks documents against the schema, as the settings say.
     *
     * @throws Rejection refused (exit 3) with every document that does not fit and why; a usage error (exit 2) when there
     *     is no schema to be had
     */
    public void check(Collection<GraphqlOperation> operations) throws Rejection {
        SchemaSource source = settings.schema();
        if (source instanceof SchemaSource.Unchecked || operations.isEmpty()) {
            return;
        }
        boolean asked = source instanceof SchemaSource.Introspection;
        ContractCheck contract = asked ? introspected() : fromFile(((SchemaSource.SdlFile) source).path());
        List<String> misfits = contract.misfits(operations);
        if (!misfits.isEmpty()) {
            throw Rejection.refused(misfits.size() + " of " + operations.size() + " documents do not fit the schema of "
                    + (asked
                            ? target.shown()
                            : ((SchemaSource.SdlFile) source).path().toString()) + ": "
                    + String.join("; ", misfits));
        }
    }

    private ContractCheck introspected() throws Rejection {
        String mend = "; set " + Setting.GRAPHQL_SCHEMA + " to an SDL file, or to none to check nothing";
        String what = "no schema by introspection of " + target.shown() + ": ";
        try (JsonCall call = call(SCHEMA_BYTES)) {
            Token token = tokens.current();
            Map<?, ?> answer;
            try {
                answer = introspect(call, token, true);
            } catch (JsonCall.Failed e) {
                if (!e.isRefused()) {
                    throw e;
                }
                answer = introspect(call, token, false);
            }
            return ContractCheck.ofIntrospection((Map<?, ?>) answer.get("data"));
        } catch (JsonCall.Failed | Tokens.NoToken e) {
            throw Rejection.usage(what + e.getMessage() + mend);
        } catch (RuntimeException e) {
            throw Rejection.usage(what + "its answer describes none" + mend, e);
        }
    }

    /** @param recent whether to ask for what many servers refuse to be asked for: the additions since 2018 */
    private static Map<?, ?> introspect(JsonCall call, Token token, boolean recent) throws JsonCall.Failed {
        Options options = Options.defaultOptions()
                .descriptions(false)
                .isOneOf(recent)
                .inputValueDeprecation(recent)
                .directiveIsRepeatable(recent);
        String document = IntrospectionQueryBuilder.build(options);
        return call.post(
                new GraphqlOperation("introspection", document, "", false, Optional.empty()),
                "",
                token,
                new Cancellation());
    }

    private static ContractCheck fromFile(Path file) throws Rejection {
        try {
            return ContractCheck.ofSdl(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw Rejection.usage("the schema file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw Rejection.usage("the schema file " + file + ": there is no such file, or it can't be read", e);
        } catch (RuntimeException e) {
            String problem = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw Rejection.usage("the schema file " + file + " is no GraphQL schema: " + problem, e);
        }
    }

    private JsonCall call(long mostBytes) {
        return new JsonCall(new HttpConnection(connections, target), new Requests(target, false), mostBytes);
    }

    /** Where requests go. */
    public URI url() {
        return settings.url();
    }

    /** A client for one virtual user, who closes it; closing this closes it too. */
    public GraphqlClient client() {
        GraphqlClient client = new GraphqlClient(
                new HttpConnection(connections, target),
                requests,
                tokens,
                metrics,
                settings.maxResponseBytes(),
                clients::remove);
        clients.add(client);
        if (closed) {
            client.close();
        }
        return client;
    }

    /** What was counted so far. */
    public EndpointCounts counters() {
        return metrics.snapshot();
    }

    /** Ends every request under way and closes every client, at once. Idempotent. */
    @Override
    public void close() {
        closed = true;
        clients.forEach(GraphqlClient::close);
        tokens.close();
        deadlines.close();
    }
}
