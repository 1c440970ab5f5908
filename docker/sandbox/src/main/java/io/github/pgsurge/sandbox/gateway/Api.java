package io.github.pgsurge.sandbox.gateway;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The schema and what executes it, made once. Thread safe. */
final class Api {
    private final GraphQLSchema schema;
    private final GraphQL graphql;

    /** @throws IOException when {@code schema.graphqls} can't be read */
    Api(Operations operations) throws IOException {
        this.schema = new SchemaGenerator()
                .makeExecutableSchema(
                        new SchemaParser().parse(Resource.text("schema.graphqls")), Wiring.of(operations));
        this.graphql = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        input.getGraphQLContext().get(PreparsedDocumentEntry.class)))
                .defaultDataFetcherExceptionHandler(new Errors())
                .doNotAutomaticallyDispatchDataLoader()
                .build();
    }

    GraphQLSchema schema() {
        return schema;
    }

    /** @param account whose token the request has; null when its document is open */
    ExecutionResult execute(GraphqlRequest request, String text, PreparedDocument document, UUID account) {
        return graphql.execute(ExecutionInput.newExecutionInput(text)
                .operationName(request.operationName())
                .variables(request.variables() == null ? Map.of() : request.variables())
                .graphQLContext(context -> {
                    context.put(PreparsedDocumentEntry.class, document.entry());
                    if (account != null) {
                        context.put(Operations.ACCOUNT, account);
                    }
                })
                .build());
    }
}
