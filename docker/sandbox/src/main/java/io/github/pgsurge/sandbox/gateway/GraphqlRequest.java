package io.github.pgsurge.sandbox.gateway;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Map;

/**
 * The body of a request, as GraphQL over HTTP has it. Immutable but for the map of variables.
 *
 * @param query null when only its hash was sent
 * @param operationName null when the document has one operation
 * @param variables null when there are none
 * @param extensions null when there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record GraphqlRequest(String query, String operationName, Map<String, Object> variables, Extensions extensions) {
    private static final ObjectReader READER = JsonMapper.builder()
            .withCoercionConfig(
                    LogicalType.Textual, from -> from.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(GraphqlRequest.class);

    /** Only what the gateway knows of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Extensions(PersistedQuery persistedQuery) {}

    /** Apollo's automatic persisted queries. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PersistedQuery(int version, String sha256Hash) {}

    /** @throws Refusal {@code BAD_REQUEST}, when it is not a request as JSON */
    static GraphqlRequest parse(byte[] body) {
        GraphqlRequest request;
        try {
            request = READER.readValue(body);
        } catch (JsonProcessingException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "the body is not a GraphQL request as JSON: " + place(e));
        } catch (IOException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "the body is not UTF-8");
        }
        if (request == null || (request.query() == null && request.persistedQuery() == null)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "the body has neither query nor extensions.persistedQuery");
        }
        return request;
    }

    /** Null when there is none. */
    PersistedQuery persistedQuery() {
        return extensions == null ? null : extensions.persistedQuery();
    }

    private static String place(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        return e.getLocation() == null
                ? message
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + message;
    }
}
