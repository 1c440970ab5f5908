package io.github.pgsurge.sandbox.gateway;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what an operation throws into an error of the answer: a code and one line, never a stack trace. Thread safe. */
final class Errors implements DataFetcherExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(Errors.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failure) {
        Throwable cause = failure.getException();
        GraphqlErrorBuilder<?> error =
                GraphqlErrorBuilder.newError().path(failure.getPath()).location(failure.getSourceLocation());
        GraphQLError built;
        if (cause instanceof Refusal refusal) {
            built = build(error, refusal.code(), refusal.getMessage(), Map.of());
        } else if (cause instanceof SQLException e) {
            Map<String, Object> state = e.getSQLState() == null ? Map.of() : Map.of("sqlState", e.getSQLState());
            built = build(error, ErrorCode.DATABASE_ERROR, OneLine.of(e), state);
        } else {
            log.error("{} failed", failure.getPath(), cause);
            built = build(error, ErrorCode.INTERNAL_SERVER_ERROR, "the gateway failed", Map.of());
        }
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(built).build());
    }

    /** An answer without data that holds one error. */
    static Map<String, Object> answer(ErrorCode code, String message) {
        return Map.of(
                "errors",
                List.of(build(GraphqlErrorBuilder.newError(), code, message, Map.of())
                        .toSpecification()));
    }

    private static GraphQLError build(
            GraphqlErrorBuilder<?> error, ErrorCode code, String message, Map<String, Object> more) {
        Map<String, Object> extensions = new LinkedHashMap<>(more);
        extensions.put("code", code.name());
        return error.errorType(code)
                .message("%s", message)
                .extensions(extensions)
                .build();
    }
}
