package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.gateway.GatewayClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations answer, over HTTP and from a real PostgreSQL. */
class GatewayTest {
    private static final String FIRST = "00000000-0000-0000-0000-000000000001";
    private static final String CREATE =
            "mutation ($input: CreateContentInput!) { createContent(input: $input)" + " { id title body createdAt } }";
    private static final String SEARCH =
            "query ($q: String!, $n: Int!) { searchContent(query: $q, limit: $n) { id title snippet score } }";

    private static GatewayPostgres postgres;
    private static Gateway gateway;
    private static GatewayClient client;

    @BeforeAll
    static void start() throws Exception {
        postgres = new GatewayPostgres(50, "log_statement=all");
        gateway = Gateway.start(postgres.options(12, 2));
        client = new GatewayClient(gateway.port()).logIn();
    }

    @AfterAll
    static void stop() throws SandboxException {
        try {
            if (gateway != null) {
                gateway.close();
            }
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    @Test
    void feedHasTheNewestItemsFirst() throws Exception {
        Answer answer = client.query("{ feed(limit: 20) { id title content authorId createdAt updatedAt } }");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().has("errors")).isFalse();
        assertThat(answer.response().headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.response().headers().firstValueAsLong("content-length"))
                .isPresent();
        assertThat(answer.data().path("feed")).hasSize(20);
        assertThat(answer.data().at("/feed/0/id").asText()).isEqualTo("00000000-0000-0000-0000-000000010000");
        assertThat(answer.data().at("/feed/0/createdAt").asText()).isEqualTo("2025-01-07T22:40:00Z");
        assertThat(answer.data().path("feed")).allSatisfy(item -> {
            assertThat(item.path("title").asText()).isNotBlank();
            assertThat(item.path("content").asText().split(" ")).hasSize(25);
            assertThat(UUID.fromString(item.path("authorId").asText())).isNotNull();
            assertThat(Instant.parse(item.path("updatedAt").asText())).isNotNull();
        });
        assertThat(answer.data().path("feed"))
                .extracting(item -> item.path("createdAt").asText())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void userHasItsProfile() throws Exception {
        Answer answer = client.query(
                "query ($id: ID!) { user(id: $id) { id username email profile { displayName bio } createdAt } }",
                Map.of("id", FIRST));
        assertThat(answer.data().path("user").path("id").asText()).isEqualTo(FIRST);
        assertThat(answer.data().at("/user/username").asText()).isEqualTo("test");
        assertThat(answer.data().at("/user/email").asText()).isEqualTo("test@example.com");
        assertThat(answer.data().at("/user/profile/displayName").asText()).isEqualTo("User 1");
        assertThat(answer.data().at("/user/profile/bio").asText()).isNotBlank();
        assertThat(answer.data().at("/user/createdAt").asText()).isEqualTo("2024-01-01T01:00:00Z");
    }

    @Test
    void contentHasItsTags() throws Exception {
        Answer answer = client.query("{ content(id: \"" + FIRST + "\") { id title body authorId tags publishedAt } }");
        assertThat(answer.data().at("/content/id").asText()).isEqualTo(FIRST);
        assertThat(answer.data().at("/content/body").asText().split(" ")).hasSize(40);
        assertThat(answer.data().at("/content/tags"))
                .extracting(tag -> tag.asText())
                .containsExactly("topic1", "series1");
        assertThat(answer.data().at("/content/authorId").asText()).isEqualTo("00000000-0000-0000-0000-000000000004");
        assertThat(answer.data().at("/content/publishedAt").asText()).isEqualTo("2025-01-01T00:01:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "content"})
    void whatDoesNotExistIsNullWithoutAnError(String field) throws Exception {
        Answer answer = client.query("{ " + field + "(id: \"00000000-0000-0000-0000-999999999999\") { id } }");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().get(field).isNull()).isTrue();
        assertThat(answer.body().has("errors")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "connection pool", "glacier", "\"disk network\" or theater", "it's (odd) & -"})
    void searchTakesWhateverIsTyped(String query) throws Exception {
        Answer answer = client.query(SEARCH, Map.of("q", query, "n", 10));
        assertThat(answer.body().has("errors")).isFalse();
        assertThat(answer.data().path("searchContent")).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void searchHasTheBestFirstAndMarksTheWordsFound() throws Exception {
        Answer answer = client.query(SEARCH, Map.of("q", "glacier", "n", 10));
        assertThat(answer.data().path("searchContent")).hasSize(10).allSatisfy(hit -> {
            assertThat(hit.path("score").asDouble()).isPositive();
            assertThat((hit.path("title").asText() + hit.path("snippet").asText()).toLowerCase(Locale.ROOT))
                    .contains("glacier");
        });
        assertThat(answer.data().path("searchContent"))
                .extracting(hit -> hit.path("score").asDouble())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(answer.data().path("searchContent"))
                .anySatisfy(hit -> assertThat(hit.path("snippet").asText()).contains("<b>glacier</b>"));
    }

    @Test
    void createdContentCanBeReadSearchedAndDeletedByItsTag() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            Answer created = client.query(
                    CREATE,
                    Map.of(
                            "input",
                            Map.of("title", "Title " + i, "body", "zanzibar", "tags", List.of("run-7", "topic1"))));
            assertThat(created.data().at("/createContent/title").asText()).isEqualTo("Title " + i);
            assertThat(created.data().at("/createContent/body").asText()).isEqualTo("zanzibar");
            assertThat(Instant.parse(
                            created.data().at("/createContent/createdAt").asText()))
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(1)),
                            Instant.now().plus(Duration.ofMinutes(1)));
            ids.add(created.data().at("/createContent/id").asText());
        }
        Answer read = client.query(
                "query ($id: ID!) { content(id: $id) { title authorId tags } }",
                Map.of("id", ids.iterator().next()));
        assertThat(read.data().at("/content/authorId").asText()).isEqualTo(FIRST);
        assertThat(read.data().at("/content/tags"))
                .extracting(tag -> tag.asText())
                .containsExactly("run-7", "topic1");
        assertThat(client.query(SEARCH, Map.of("q", "zanzibar", "n", 10)).data().path("searchContent"))
                .extracting(hit -> hit.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(ids);

        assertThat(delete("topic1")).isEqualTo(3);
        assertThat(delete("topic1")).isZero();
        assertThat(postgres.ask("SELECT count(*) FROM content WHERE tags @> '{topic1}'"))
                .isEqualTo("250");
    }

    private static int delete(String tag) throws IOException, InterruptedException {
        return client.query("mutation ($tag: String!) { deleteContents(tag: $tag) }", Map.of("tag", tag))
                .data()
                .path("deleteContents")
                .asInt(-1);
    }

    @Test
    void contentNeedsNoTags() throws Exception {
        Answer created = client.query("mutation { createContent(input: {title: \"T\", body: \"\"}) { id } }");
        String id = created.data().at("/createContent/id").asText();
        assertThat(client.query("{ content(id: \"" + id + "\") { tags } }")
                        .data()
                        .at("/content/tags"))
                .isEmpty();
        postgres.execute("DELETE FROM content WHERE id = '" + id + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ feed(limit: 0) { id } } | limit 0 is out of range: 1 to 100",
                "{ feed(limit: 101) { id } } | limit 101 is out of range: 1 to 100",
                "{ searchContent(query: \"a\", limit: -1) { id } } | limit -1 is out of range: 1 to 100",
                "{ searchContent(query: \"\", limit: 1) { id } } | query has 0 characters: 1 to 200 are allowed",
                "{ user(id: \"7\") { id } } | id is not a UUID",
                "mutation { createContent(input: {title: \"\", body: \"\"}) { id } } "
                        + "| title has 0 characters: 1 to 200 are allowed",
                "mutation { createContent(input: {title: \"\\u0000\", body: \"\"}) { id } } "
                        + "| 'title holds the character U+0000, which PostgreSQL can''t store'",
                "mutation { createContent(input: {title: \"a\", body: \"\", tags: [\"\"]}) { id } } "
                        + "| tag has 0 characters: 1 to 50 are allowed",
            })
    void wrongArgumentIsAnErrorThatNamesIt(String document, String message) throws Exception {
        Answer answer = client.query(document);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.code()).isEqualTo("BAD_USER_INPUT");
        assertThat(answer.body().at("/errors/0/extensions/classification").asText())
                .isEqualTo("BAD_USER_INPUT");
        assertThat(answer.body().at("/errors/0/path")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'{ feed(limit: 1) { nothing } }', ValidationError",
        "'{ feed(limit: ', InvalidSyntax",
        "'query A { __typename } query B { feed(limit: 1) { id } }', ValidationError"
    })
    void documentThatDoesNotFitIsAnErrorWithHttp200(String document, String classification) throws Exception {
        Answer answer = client.query(document);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/errors/0/extensions/classification").asText())
                .isEqualTo(classification);
        assertThat(answer.body().path("data").isMissingNode()
                        || answer.body().path("data").isNull())
                .isTrue();
    }

    @Test
    void failureOfTheDatabaseIsAnErrorWithItsStateAndNoStackTrace() throws Exception {
        Answer answer;
        postgres.execute("ALTER TABLE feed_item RENAME TO feed_item_away");
        try {
            answer = client.query("{ feed(limit: 1) { id } }");
        } finally {
            postgres.execute("ALTER TABLE feed_item_away RENAME TO feed_item");
        }
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("DATABASE_ERROR");
        assertThat(answer.body().at("/errors/0/extensions/sqlState").asText()).isEqualTo("42P01");
        assertThat(answer.message()).startsWith("ERROR: relation \"feed_item\" does not exist");
        assertThat(answer.data().isNull()).isTrue();
        assertThat(answer.response().body()).doesNotContain("\\n\\tat ", "java.");
        assertThat(client.query("{ feed(limit: 1) { id } }").body().has("errors"))
                .isFalse();
    }

    @Test
    void servesSeveralFieldsAndOperationsByName() throws Exception {
        Answer answer = client.send(Map.of(
                "query",
                "query A { a: user(id: \"" + FIRST + "\") { id } b: feed(limit: 2) { id } } query B { __typename }",
                "operationName",
                "A"));
        assertThat(answer.data().at("/a/id").asText()).isEqualTo(FIRST);
        assertThat(answer.data().path("b")).hasSize(2);
    }

    @Test
    void healthIsOk() throws Exception {
        Answer answer = client.health();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void holdsEveryConnectionOfEveryPoolUnderItsName() throws Exception {
        assertThat(postgres.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'gateway_test'"
                        + " AND application_name = 'gateway_test' AND datname = 'gateway'"))
                .isEqualTo("24");
    }

    @Test
    void preparesNothingOnTheServer() throws Exception {
        for (int i = 0; i < 60; i++) {
            client.query("{ user(id: \"" + FIRST + "\") { id } }");
        }
        assertThat(Files.readAllLines(postgres.server().log()))
                .filteredOn(line -> line.contains("SELECT account.id"))
                .hasSizeGreaterThanOrEqualTo(60)
                .allSatisfy(line -> assertThat(line).contains("execute <unnamed>: "));
    }

    @Test
    void roleOfTheGatewayMayChangeContentsOnly() throws Exception {
        assertThat(postgres.ask("SELECT string_agg(DISTINCT table_name || ' ' || privilege_type, ', ')"
                        + " FROM information_schema.role_table_grants WHERE grantee = 'gateway_test'"))
                .isEqualTo("account SELECT, content DELETE, content INSERT, content SELECT, feed_item SELECT,"
                        + " profile SELECT");
        assertThat(postgres.ask("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'gateway'"))
                .isEqualTo("f");
        assertThat(postgres.ask("SELECT left(rolpassword, 14) FROM pg_authid WHERE rolname = 'gateway_test'"))
                .isEqualTo("SCRAM-SHA-256$");
    }

    @Test
    void seedsTheSameRowsEverywhere() throws Exception {
        assertThat(postgres.ask("SELECT count(*) FROM account JOIN profile ON account_id = id"))
                .isEqualTo("5000");
        assertThat(postgres.ask("SELECT count(*) FROM feed_item")).isEqualTo("10000");
        assertThat(postgres.ask("SELECT count(*) || ' ' || md5(string_agg(title || body, '' ORDER BY id))"
                        + " FROM content WHERE seeded"))
                .isEqualTo("5000 956fdd0641da31377eea4a09dfb0fc22");
    }
}
