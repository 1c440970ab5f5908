package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.introspection.IntrospectionQuery;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.github.pgsurge.sandbox.gateway.GatewayClient.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, introspection and automatic persisted queries. */
@SharedGateway.User
class GatewayAccessTest {
    private static final String FEED = "{ feed(limit: 1) { id } }";

    private static GatewayClient stranger;
    private static GatewayClient client;

    @BeforeAll
    static void logIn() throws Exception {
        stranger = SharedGateway.client();
        client = SharedGateway.client().logIn();
    }

    @Test
    void tokenIsAJwtThatTellsWhoAndUntilWhen() throws Exception {
        String[] parts = client.token().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"HS256\"}");
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("sub").asText()).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @ParameterizedTest
    @CsvSource({"test, wrong", "other, password", "'', ''"})
    void wrongCredentialsAreAnErrorWithoutAToken(String username, String password) throws Exception {
        Answer answer = stranger.query(
                "mutation ($u: String!, $p: String!) { login(username: $u, password: $p) { token } }",
                Map.of("u", username, "p", password));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("INVALID_CREDENTIALS");
        assertThat(answer.message()).isEqualTo("wrong username or password");
        assertThat(answer.data().isNull()).isTrue();
    }

    static Stream<Arguments> badTokens() {
        String good = client.token();
        int signature = good.lastIndexOf('.') + 1;
        char first = good.charAt(signature);
        String subject = "00000000-0000-0000-0000-000000000001";
        return Stream.of(
                Arguments.of(null, "no token: send the header Authorization: Bearer <token> with the token of login"),
                Arguments.of("", "no token: send the header Authorization: Bearer <token> with the token of login"),
                Arguments.of("nonsense", "the token is not a JWT of this gateway"),
                Arguments.of(
                        good.substring(0, signature) + (first == 'A' ? 'B' : 'A') + good.substring(signature + 1),
                        "the token's signature is not valid"),
                Arguments.of(
                        new TokenIssuer("x".repeat(32), Duration.ofHours(1)).issue(subject),
                        "the token's signature is not valid"),
                Arguments.of(
                        new TokenIssuer(GatewayPostgres.SECRET, Duration.ofSeconds(-1)).issue(subject),
                        "the token expired at "),
                Arguments.of(
                        new TokenIssuer(GatewayPostgres.SECRET, Duration.ofHours(1)).issue("nobody"),
                        "the token is not a JWT of this gateway"),
                Arguments.of("eyJhbGciOiJub25lIn0.e30.", "the token is not a JWT of this gateway"));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refusesWithHttp401(String token, String message) throws Exception {
        Answer answer = stranger.withToken(token).query(FEED);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.message()).startsWith(message).hasLineCount(1);
        assertThat(answer.response().headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ __typename feed(limit: 1) { id } }",
                "{ ...A } fragment A on Query { feed(limit: 1) { id } }",
                "{ ... on Query { user(id: \"1\") { id } } }",
                "query A { __typename } query B { feed(limit: 1) { id } }",
                "mutation { login(username: \"a\", password: \"b\") { token } deleteContents(tag: \"a\") }",
                "{ nonsense }",
                "{"
            })
    void onlyLoginAndIntrospectionNeedNoToken(String document) throws Exception {
        assertThat(stranger.query(document).status()).isEqualTo(401);
    }

    @Test
    void introspectionNeedsNoTokenAndTellsTheSchemaOfTheFile() throws Exception {
        Answer answer = stranger.query(IntrospectionQuery.INTROSPECTION_QUERY);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().has("errors")).isFalse();
        Map<String, Object> data =
                new ObjectMapper().convertValue(answer.data(), new TypeReference<Map<String, Object>>() {});
        TypeDefinitionRegistry told =
                new SchemaParser().buildRegistry(new IntrospectionResultToSchema().createSchemaDefinition(data));
        TypeDefinitionRegistry written = new SchemaParser().parse(Resource.text("schema.graphqls"));
        assertThat(told.types().keySet()).containsAll(written.types().keySet());
        assertThat(answer.data().at("/__schema/mutationType/name").asText()).isEqualTo("Mutation");
        assertThat(stranger.query("{ __typename __type(name: \"User\") { name } }")
                        .data()
                        .at("/__type/name")
                        .asText())
                .isEqualTo("User");
    }

    @Test
    void persistedQueryIsUnknownUntilItWasSentOnce() throws Exception {
        String document = "{ feed(limit: 3) { id } } # " + UUID.randomUUID();
        String hash = sha256(document);
        Answer miss = client.persisted(null, hash);
        assertThat(miss.status()).isEqualTo(200);
        assertThat(miss.message()).isEqualTo("PersistedQueryNotFound");
        assertThat(miss.code()).isEqualTo("PERSISTED_QUERY_NOT_FOUND");
        assertThat(client.persisted(document, hash).data().path("feed")).hasSize(3);
        assertThat(client.persisted(null, hash).data().path("feed")).hasSize(3);
        assertThat(stranger.persisted(null, hash).status()).isEqualTo(401);
    }

    @Test
    void strangersPersistNothing() throws Exception {
        String document = "{ feed(limit: 3) { id } } # " + UUID.randomUUID();
        assertThat(stranger.persisted(document, sha256(document)).status()).isEqualTo(401);
        assertThat(client.persisted(null, sha256(document)).message()).isEqualTo("PersistedQueryNotFound");
    }

    @Test
    void hashOfAnotherDocumentIsRefused() throws Exception {
        Answer answer = client.persisted(FEED, sha256("another"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("extensions.persistedQuery.sha256Hash is not the hash of the query");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
