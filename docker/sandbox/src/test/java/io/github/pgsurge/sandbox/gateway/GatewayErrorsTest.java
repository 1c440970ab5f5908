package io.github.pgsurge.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.sandbox.gateway.GatewayClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How failures are answered. */
@SharedGateway.User
class GatewayErrorsTest {
    private static GatewayPostgres postgres;
    private static GatewayClient client;

    @BeforeAll
    static void logIn() throws Exception {
        postgres = SharedGateway.postgres();
        client = SharedGateway.client().logIn();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"query\": | the body is not a GraphQL request as JSON: line 1, column",
                "nonsense | the body is not a GraphQL request as JSON: line 1, column",
                "[] | the body is not a GraphQL request as JSON: line 1, column",
                "{\"query\": 7} | the body is not a GraphQL request as JSON: line 1, column",
                "{\"query\": \"{a}\"} {} | the body is not a GraphQL request as JSON: line 1, column",
                "{\"variables\": {}} | the body has neither query nor extensions.persistedQuery",
                "null | the body has neither query nor extensions.persistedQuery",
                "'' | the body is not a GraphQL request as JSON: line 1, column",
            })
    void malformedBodyIsHttp400WithErrors(String body, String message) throws Exception {
        Answer answer = client.post(body, "application/json");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith(message).hasLineCount(1);
        assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void otherContentTypeIsHttp415() throws Exception {
        Answer answer = client.post("{ __typename }", "application/graphql");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.message()).isEqualTo("the content type must be application/json");
        assertThat(client.post("{\"query\":\"{ __typename }\"}", "application/json; charset=utf-8")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bodyOfMoreThanAMegabyteIsHttp413() throws Exception {
        Answer answer = client.query("{ __typename } #" + "x".repeat(1_100_000));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BAD_REQUEST");
        assertThat(client.query("{ __typename }").status()).isEqualTo(200);
    }

    @Test
    void variableOfTheWrongTypeIsAnErrorWithHttp200() throws Exception {
        Answer answer = client.query("query ($n: Int!) { feed(limit: $n) { id } }", Map.of("n", "many"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.message()).contains("'n'");
    }
}
