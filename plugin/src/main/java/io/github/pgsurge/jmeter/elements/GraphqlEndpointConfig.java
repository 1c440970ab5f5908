package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.graphql.BodyCapture;
import io.github.pgsurge.graphql.EndpointSettings;
import io.github.pgsurge.graphql.GraphqlAnswer;
import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.graphql.SchemaSource;
import io.github.pgsurge.graphql.TlsFiles;
import io.github.pgsurge.graphql.TokenSource;
import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.JMeterSettings;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * GraphQL Endpoint: where the gateway is, how to reach it and log in, and the check of every document of the plan against
 * its schema before the load. Published under a variable name for the GraphQL Requests.
 */
public final class GraphqlEndpointConfig extends OpeningElement {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "GraphQL Endpoint";

    static final String VARIABLE = "variable";
    static final String DEFAULT_VARIABLE = "graphql";
    private static final String CLEANUP_DOCUMENT = "cleanup.document";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            Field.line(
                    VARIABLE,
                    "Variable name",
                    DEFAULT_VARIABLE,
                    "Name by which GraphQL Requests refer to this endpoint."),
            Field.heading("Gateway"),
            Field.of(Setting.BASE_URL, "Base URL"),
            Field.of(Setting.GRAPHQL_PATH, "GraphQL path"),
            Field.of(Setting.HEALTH_PATH, "Health path"),
            Field.of(Setting.HTTP_CONNECT_TIMEOUT, "Connect timeout"),
            Field.of(Setting.HTTP_TIMEOUT, "Request timeout"),
            Field.of(Setting.HTTP_KEEP_ALIVE, "Keep connections"),
            Field.of(Setting.HTTP_MAX_BYTES, "Largest answer, bytes"),
            Field.heading("TLS"),
            Field.of(Setting.HTTP_SSL_ROOT_CERT, "CA certificates"),
            Field.of(Setting.HTTP_SSL_CERT, "Client certificate"),
            Field.of(Setting.HTTP_SSL_KEY, "Client key"),
            Field.heading("Token"),
            Field.of(Setting.GRAPHQL_AUTH, "From"),
            Field.of(Setting.JWT_TOKEN, "Token"),
            Field.of(Setting.GATEWAY_USER, "User"),
            Field.of(Setting.GATEWAY_PASSWORD, "Password"),
            Field.of(Setting.LOGIN_DOCUMENT, "Login document"),
            Field.of(Setting.LOGIN_TOKEN_PATH, "Token in its answer"),
            Field.heading("Before and after the load"),
            Field.of(Setting.GRAPHQL_SCHEMA, "Schema to check against"),
            Field.of(Setting.CLEANUP, "Remove created contents"),
            Field.line(
                    CLEANUP_DOCUMENT,
                    "Removing document",
                    "mutation cleanup($mark: String!) { deleteContents(tag: $mark) }",
                    "Sent once at the end when contents are to be removed; its variable $mark is what GraphQL Requests"
                            + " have as ${mark}."));

    @Override
    void open(EngineRun run, ElementSettings values) throws Rejection {
        JMeterSettings.current().validate();
        String variable = getPropertyAsString(VARIABLE);
        GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(values));
        run.onEnd(endpoint::close);
        run.publish(variable, GraphqlEndpoint.class, endpoint);
        if (values.flag(Setting.CLEANUP)) {
            GraphqlOperation cleanup =
                    new GraphqlOperation("cleanup", getPropertyAsString(CLEANUP_DOCUMENT), "", false, Optional.empty());
            Gateways.plan(variable, cleanup, run);
            run.onEnd(() -> remove(endpoint, cleanup, run));
        }
        run.beforeLoad(() -> endpoint.check(Gateways.operations(variable, run)));
    }

    private static void remove(GraphqlEndpoint endpoint, GraphqlOperation cleanup, EngineRun run) {
        if (run.rejection().isPresent()) {
            return;
        }
        try (var client = endpoint.client()) {
            GraphqlAnswer answer = client.execute(
                    cleanup, "{\"mark\":\"" + Gateways.mark(run) + "\"}", List.of(), new BodyCapture(0, true));
            System.out.println(
                    answer.success()
                            ? "created contents removed: " + new String(answer.body(), StandardCharsets.UTF_8)
                            : "pgsurge: created contents were not removed: " + answer.code() + " " + answer.message());
        }
    }

    private static EndpointSettings settings(ElementSettings values) throws Rejection {
        String base = values.text(Setting.BASE_URL);
        if (base.isEmpty()) {
            throw Rejection.usage(
                    Setting.BASE_URL + " is not set and no sandbox with a gateway is up; set " + Setting.BASE_URL
                            + " to the gateway's address, or start a sandbox with: scripts/pgsurge sandbox up");
        }
        String health = values.text(Setting.HEALTH_PATH);
        return new EndpointSettings(
                EndpointSettings.endpointUrl(base, values.text(Setting.GRAPHQL_PATH)),
                health.equals("none")
                        ? Optional.empty()
                        : Optional.of(EndpointSettings.healthUrl(base, values.text(Setting.GRAPHQL_PATH), health)),
                values.duration(Setting.HTTP_CONNECT_TIMEOUT),
                values.duration(Setting.HTTP_TIMEOUT),
                values.flag(Setting.HTTP_KEEP_ALIVE),
                TlsFiles.of(
                        values.text(Setting.HTTP_SSL_ROOT_CERT),
                        values.text(Setting.HTTP_SSL_CERT),
                        values.text(Setting.HTTP_SSL_KEY)),
                token(values),
                schema(values.text(Setting.GRAPHQL_SCHEMA)),
                values.wholeLong(Setting.HTTP_MAX_BYTES));
    }

    private static TokenSource token(ElementSettings values) throws Rejection {
        String token = values.text(Setting.JWT_TOKEN);
        String user = values.text(Setting.GATEWAY_USER);
        TokenSource.Choice choice = values.word(Setting.GRAPHQL_AUTH, TokenSource.Choice.class);
        return switch (choice.settled(!token.isEmpty(), !user.isEmpty())) {
            case STATIC -> new TokenSource.Static(Secret.of(required(Setting.JWT_TOKEN, token)));
            case LOGIN ->
                new TokenSource.Login(
                        required(Setting.GATEWAY_USER, user),
                        Secret.of(values.text(Setting.GATEWAY_PASSWORD)),
                        values.text(Setting.LOGIN_DOCUMENT),
                        values.text(Setting.LOGIN_TOKEN_PATH));
            default -> new TokenSource.None();
        };
    }

    private static String required(Setting setting, String value) throws Rejection {
        if (value.isEmpty()) {
            throw Rejection.usage(setting + " is not set, and " + Setting.GRAPHQL_AUTH + " asks for it");
        }
        return value;
    }

    private static SchemaSource schema(String word) {
        return switch (word) {
            case "introspection" -> new SchemaSource.Introspection();
            case "none" -> new SchemaSource.Unchecked();
            default -> new SchemaSource.SdlFile(Path.of(word));
        };
    }
}
