package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import graphql.GraphQL;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.outcome.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
    private static final String SDL = """
            scalar DateTime
            directive @cost(value: Int = 1) on FIELD_DEFINITION
            interface Node { id: ID! }
            enum Role { READER WRITER }
            union Found = Content | User
            type Content implements Node { id: ID! title: String! authorId: ID createdAt: DateTime! }
            type User implements Node { id: ID! username: String! role: Role email: String @deprecated(reason: "gone") }
            input CreateContentInput { title: String!, tags: [String!] = ["a"] }
            type Query {
              feed(limit: Int!): [Content!]! @cost(value: 5)
              user(id: ID!): User
              search(query: String!): [Found!]!
            }
            type Mutation { createContent(input: CreateContentInput!): Content! }
            type Subscription { added: Content }
            """;

    @TempDir
    private Path folder;

    private static GraphqlOperation operation(String label, String document) {
        return operation(label, document, "");
    }

    private static GraphqlOperation operation(String label, String document, String name) {
        return new GraphqlOperation(label, document, name, false, Optional.empty());
    }

    private static final List<GraphqlOperation> RIGHT = List.of(
            operation("getFeed", "query ($limit: Int!) { feed(limit: $limit) { id title createdAt __typename } }"),
            operation("getUser", "query A { user(id: 1) { email } } query B { user(id: 2) { role } }", "B"),
            operation("search", "{ search(query: \"x\") { ... on User { username } ... on Node { id } } }"),
            operation(
                    "createContent",
                    "mutation M($input: CreateContentInput!) { createContent(input: $input) { id } }"));

    private static final List<GraphqlOperation> WRONG = List.of(
            operation("getFeed", "{ feeds(limit: 1) { id } }"),
            operation("getUser", "query ($id: Int!) { user(id: $id) { id name } }"),
            operation("getContent", "{ feed { id } }"),
            operation("searchContent", "{ search(query: \"x\") { "),
            operation("createContent", "mutation { createContent(input: {tags: []}) { id } }", "Create"));

    private static void check(URI url, SchemaSource schema, List<GraphqlOperation> operations) throws Rejection {
        try (GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(url, new TokenSource.None(), schema))) {
            endpoint.check(operations);
        }
    }

    private static RawServer gateway() throws IOException {
        return gateway("no such word");
    }

    /** A gateway that refuses documents with this word in it. */
    private static RawServer gateway(String unknown) throws IOException {
        GraphQL engine = GraphQL.newGraphQL(
                        UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(SDL)))
                .build();
        return RawServer.start((request, out) -> {
            // what a server gets is JSON; the introspection query needs no more of it than this
            String document = ((Map<?, ?>)
                            Json.tree(new ByteArrayInputStream(request.body().getBytes(StandardCharsets.UTF_8))))
                    .get("query")
                    .toString();
            if (document.contains(unknown)) {
                return RawServer.say(out, 400, "{\"errors\":[{\"message\":\"Cannot query " + unknown + "\"}]}");
            }
            return RawServer.say(out, 200, json(engine.execute(document).toSpecification()));
        });
    }

    private static String json(Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            write(out, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(entry.getKey().toString());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                write(out, item);
            }
            out.writeEndArray();
        } else {
            out.writeObject(value);
        }
    }

    private static void rejects(ExitCode code, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Rejection.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageNotContaining("\n")
                .hasMessageContainingAll(parts);
    }

    @Test
    void takesDocumentsThatFitTheSchemaOfTheEndpointOrOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("schema.graphqls"), SDL);
        try (RawServer server = gateway()) {
            check(server.url(), new SchemaSource.Introspection(), RIGHT);
            assertThat(server.requests()).hasSize(1);
            check(server.url(), new SchemaSource.SdlFile(file), RIGHT);
            check(server.url(), new SchemaSource.Unchecked(), WRONG);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void asksOlderServersForLess() throws Exception {
        for (String unknown : List.of("isOneOf", "isRepeatable")) {
            try (RawServer server = gateway(unknown)) {
                check(server.url(), new SchemaSource.Introspection(), RIGHT);
                assertThat(server.requests()).hasSize(2);
            }
        }
    }

    @Test
    void refusesFiveDocumentsThatDoNotFitAndNamesEach() throws Exception {
        Path file = Files.writeString(folder.resolve("schema.graphqls"), SDL);
        try (RawServer server = gateway()) {
            for (SchemaSource source : List.of(new SchemaSource.Introspection(), new SchemaSource.SdlFile(file))) {
                rejects(
                        ExitCode.REFUSED,
                        () -> check(server.url(), source, WRONG),
                        "5 of 5 documents do not fit the schema of "
                                + (source instanceof SchemaSource.SdlFile ? file : server.url()),
                        ": getFeed: Validation error (FieldUndefined@[feeds])",
                        "; getUser: Validation error",
                        "'name' in type 'User' is undefined",
                        "; getContent: Validation error (MissingFieldArgument@[feed])",
                        "; searchContent: Invalid",
                        "; createContent: the document has no operation named Create, but one without a name",
                        "missing required fields '[title]'");
            }
            rejects(
                    ExitCode.REFUSED,
                    () -> check(server.url(), new SchemaSource.Introspection(), List.of(RIGHT.get(0), WRONG.get(0))),
                    "1 of 2 documents");
        }
    }

    @Test
    void refusesDocumentsWhoseOperationIsNotCertainOrNotARequest() throws Exception {
        SchemaSource file = new SchemaSource.SdlFile(Files.writeString(folder.resolve("s.graphqls"), SDL));
        URI url = URI.create("http://localhost:1/graphql");
        rejects(
                ExitCode.REFUSED,
                () -> check(url, file, List.of(operation("two", RIGHT.get(1).document()))),
                "two: the document has A and B: set the operation name");
        rejects(
                ExitCode.REFUSED,
                () -> check(url, file, List.of(operation("none", "fragment F on User { id }"))),
                "none: the document has no operation");
        rejects(
                ExitCode.REFUSED,
                () -> check(url, file, List.of(operation("sub", "subscription { added { id } }"))),
                "sub: subscriptions");
    }

    @Test
    void saysHowToGoOnWhenTheEndpointTellsNoSchema() throws Exception {
        String mend = "; set GRAPHQL_SCHEMA to an SDL file, or to none";
        for (String[] answer : new String[][] {
            {"{\"errors\":[{\"message\":\"Introspection has been disabled\"}]}", "Introspection has been disabled"},
            {"{\"data\":{\"a\":1}}", "describes none"},
            {"{\"data\":[]}", "describes none"},
            {"<html>", "not JSON"}
        }) {
            try (RawServer server = RawServer.saying(200, answer[0])) {
                rejects(
                        ExitCode.USAGE,
                        () -> check(server.url(), new SchemaSource.Introspection(), RIGHT),
                        "no schema by introspection of " + server.url(),
                        answer[1],
                        mend);
            }
        }
        try (RawServer server = RawServer.saying(401, "")) {
            rejects(
                    ExitCode.USAGE,
                    () -> check(server.url(), new SchemaSource.Introspection(), RIGHT),
                    "HTTP 401",
                    mend);
        }
    }

    @Test
    void saysWhatIsWrongWithASchemaFile() throws Exception {
        URI url = URI.create("http://localhost:1/graphql");
        Path missing = folder.resolve("missing.graphqls");
        rejects(
                ExitCode.USAGE,
                () -> check(url, new SchemaSource.SdlFile(missing), RIGHT),
                "missing.graphqls",
                "no such");
        Path broken = Files.writeString(folder.resolve("broken.graphqls"), "type Query {\n feed: Nothing");
        rejects(
                ExitCode.USAGE,
                () -> check(url, new SchemaSource.SdlFile(broken), RIGHT),
                "broken.graphqls is no GraphQL schema: ",
                "line 2");
    }
}
