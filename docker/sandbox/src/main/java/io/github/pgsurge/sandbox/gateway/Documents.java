package io.github.pgsurge.sandbox.gateway;

import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.schema.GraphQLSchema;

/** Documents by their text, parsed and validated once; the 1,000 that were used last are kept. Thread safe. */
final class Documents {
    private static final int MOST = 1_000;
    private static final int LONGEST_KEPT = 16_384;

    private final GraphQLSchema schema;
    private final BoundedCache<String, PreparedDocument> cache = new BoundedCache<>(MOST);

    Documents(GraphQLSchema schema) {
        this.schema = schema;
    }

    PreparedDocument prepare(String text) {
        PreparedDocument known = cache.get(text);
        if (known != null) {
            return known;
        }
        ParseAndValidateResult result = ParseAndValidate.parseAndValidate(
                schema, ExecutionInput.newExecutionInput(text).build());
        PreparedDocument document = PreparedDocument.of(
                result.isFailure()
                        ? new PreparsedDocumentEntry(result.getErrors())
                        : new PreparsedDocumentEntry(result.getDocument()));
        if (text.length() <= LONGEST_KEPT) {
            cache.put(text, document);
        }
        return document;
    }
}
