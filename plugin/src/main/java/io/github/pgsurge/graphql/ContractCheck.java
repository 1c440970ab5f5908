package io.github.pgsurge.graphql;

import graphql.ParseAndValidate;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.ValidationError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks documents against a schema as a GraphQL server would, without one. Immutable. */
final class ContractCheck {
    private final GraphQLSchema schema;

    private ContractCheck(TypeDefinitionRegistry types) {
        schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(types);
    }

    /** @throws graphql.GraphQLException when it is no schema */
    static ContractCheck ofSdl(String text) {
        return new ContractCheck(new SchemaParser().parse(text));
    }

    /**
     * Of the {@code data} of the introspection query's answer.
     *
     * @throws RuntimeException when it is not that
     */
    static ContractCheck ofIntrospection(Map<?, ?> data) {
        Map<String, Object> result = data.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), Map.Entry::getValue));
        return new ContractCheck(
                new SchemaParser().buildRegistry(new IntrospectionResultToSchema().createSchemaDefinition(result)));
    }

    /** What does not fit, each beginning with the operation's label; empty when all is well. */
    List<String> misfits(Collection<GraphqlOperation> operations) {
        Set<String> misfits = new LinkedHashSet<>();
        for (GraphqlOperation operation : operations) {
            List<String> problems = problems(operation);
            if (!problems.isEmpty()) {
                misfits.add(operation.label() + ": " + String.join(", ", problems));
            }
        }
        return List.copyOf(misfits);
    }

    private List<String> problems(GraphqlOperation operation) {
        Document document;
        try {
            document = Parser.parse(operation.document());
        } catch (InvalidSyntaxException e) {
            return List.of(line(e.getMessage()));
        }
        List<String> problems = new ArrayList<>();
        nameProblem(document, operation.operationName()).ifPresent(problems::add);
        for (ValidationError error : ParseAndValidate.validate(schema, document, Locale.ENGLISH)) {
            problems.add(line(error.getMessage()));
        }
        return problems;
    }

    private static Optional<String> nameProblem(Document document, String wanted) {
        List<OperationDefinition> all = document.getDefinitionsOfType(OperationDefinition.class);
        List<OperationDefinition> meant = all.stream()
                .filter(definition -> wanted.isEmpty() || wanted.equals(definition.getName()))
                .toList();
        String names = all.stream()
                .map(OperationDefinition::getName)
                .map(name -> Objects.requireNonNullElse(name, "one without a name"))
                .collect(Collectors.joining(" and ", "", ""));
        if (all.isEmpty()) {
            return Optional.of("the document has no operation");
        } else if (meant.isEmpty()) {
            return Optional.of("the document has no operation named " + wanted + ", but " + names);
        } else if (meant.size() > 1) {
            return Optional.of("the document has " + names + ": set the operation name");
        } else if (meant.get(0).getOperation() == OperationDefinition.Operation.SUBSCRIPTION) {
            return Optional.of("subscriptions do not go over one HTTP request");
        }
        return Optional.empty();
    }

    private static String line(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
