package io.github.pgsurge.sandbox.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * {@code POST /graphql} and {@code GET /health}. What a document's execution brings is answered with HTTP 200, errors
 * too; 400, 401, 413 and 415 are for requests that are not executed. Thread safe.
 */
final class Endpoint {
    private static final ObjectWriter JSON = new JsonMapper().writer();
    private static final String CONTENT_TYPE = "application/json";

    private final Api api;
    private final Documents documents;
    private final PersistedQueries persisted = new PersistedQueries();
    private final TokenIssuer tokens;
    private final Health health;

    Endpoint(Api api, TokenIssuer tokens, Health health) {
        this.api = api;
        this.documents = new Documents(api.schema());
        this.tokens = tokens;
        this.health = health;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/graphql", this::graphql);
        routes.get("/health", this::health);
        routes.exception(Refusal.class, Endpoint::refuse);
        routes.exception(
                HttpResponseException.class,
                (e, context) -> answer(
                        context,
                        HttpStatus.forStatus(e.getStatus()),
                        Errors.answer(ErrorCode.BAD_REQUEST, e.getMessage())));
    }

    private void graphql(Context context) {
        String type = context.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE)) {
            answer(
                    context,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    Errors.answer(ErrorCode.BAD_REQUEST, "the content type must be " + CONTENT_TYPE));
            return;
        }
        GraphqlRequest request = GraphqlRequest.parse(context.bodyAsBytes());
        String text = persisted.document(request);
        PreparedDocument document = documents.prepare(text);
        UUID account = document.open() ? null : tokens.verify(context.header("Authorization"));
        persisted.remember(request);
        answer(
                context,
                HttpStatus.OK,
                api.execute(request, text, document, account).toSpecification());
    }

    private void health(Context context) {
        String complaint = health.complaint();
        if (complaint == null) {
            answer(context, HttpStatus.OK, Map.of("status", "ok"));
        } else {
            answer(context, HttpStatus.SERVICE_UNAVAILABLE, Map.of("status", "unavailable", "reason", complaint));
        }
    }

    private static void refuse(Refusal refusal, Context context) {
        HttpStatus status =
                switch (refusal.code()) {
                    case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
                    case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
                    default -> HttpStatus.OK;
                };
        if (status == HttpStatus.UNAUTHORIZED) {
            context.header("WWW-Authenticate", "Bearer");
        }
        answer(context, status, Errors.answer(refusal.code(), refusal.getMessage()));
    }

    private static void answer(Context context, HttpStatus status, Map<String, Object> body) {
        try {
            byte[] json = JSON.writeValueAsBytes(body);
            context.res().setContentLength(json.length);
            context.status(status).contentType(CONTENT_TYPE).result(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer can't be written as JSON", e);
        }
    }
}
