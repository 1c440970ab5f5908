package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.sandbox.gateway.GatewayClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations answer, over HTTP and from a real PostgreSQL. */
@SharedGateway.User
class GatewayTest {
    private static final String FIRST = "00000000-0000-0000-0000-000000000001";
    private static final String CREATE =
            "mutation ($input: CreateContentInput!) { createContent(input: $input)" + " { id title body createdAt } }";
    private static final String SEARCH =
            "query ($q: String!, $n: Int!) { searchContent(query: $q, limit: $n) { id title snippet score } }";

    private static GatewayPostgres postgres;
    private static GatewayClient client;

    @BeforeAll
    static void logIn() throws Exception {
        postgres = SharedGateway.postgres();
        client = SharedGateway.client().logIn();
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
}
