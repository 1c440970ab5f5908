package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.FEED;
import static io.github.pgsurge.graphql.Endpoints.ask;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'feed':[]}}",
                " {'data':{'feed':[{'errors':[1]}]},'errors':[],'extensions':{'code':'X'}} ",
                "{'errors':null,'data':{'a':null}}",
                "\ufeff{'data':{'title':'\u00e9\u4e2d\ud83d\ude00'}}",
                "{'extensions':{'data':null},'data':0}"
            })
    void isRightWithDataAndWithoutErrors(String body) throws Exception {
        try (RawServer server = RawServer.saying(200, body.replace('\'', '"'))) {
            GraphqlAnswer answer = ask(server);
            assertThat(answer.code()).as(answer.message()).isEqualTo("200");
            assertThat(answer.success()).isTrue();
            assertThat(answer.message()).isEqualTo("OK");
            assertThat(answer.httpStatus()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {'data':null} | NO_DATA | no data",
                "200 | {'extensions':{'data':1}} | NO_DATA | no data",
                "200 | [{'data':1}] | NO_DATA | no data",
                "200 | 3 | NO_DATA | no data",
                "200 | {'errors':[{'message':'boom','extensions':{'code':'BAD_INPUT'}}]} | GRAPHQL_BAD_INPUT | boom",
                "200 | {'data':{},'errors':[{'extensions':{'classification':'DataFetchingException'},'message':'a'},{'message':'b'}]}"
                        + " | GRAPHQL_DataFetchingException | a",
                "200 | {'errors':[{'extensions':{'classification':'C','code':'a b/c'},'message':'m'}],'data':null} | GRAPHQL_a_b_c | m",
                "200 | {'errors':[{'message':'m','extensions':{'classification':{'type':'T'}}}]} | GRAPHQL_ERROR | m",
                "200 | {'errors':[{}],'data':{}} | GRAPHQL_ERROR | without a message",
                "200 | {'errors':['bad'],'data':{}} | GRAPHQL_ERROR | bad",
                "200 | {'errors':{'message':'no list'},'data':{}} | GRAPHQL_ERROR | no list",
                "200 | <html><body>Sign in</body></html> | NOT_JSON | (line 1, column 2)",
                "200 | {'data':{'a':1} | NOT_JSON | not JSON but application/json",
                "200 | {'data':1}} | NOT_JSON | ",
                "200 | {'data':1}{} | NOT_JSON | follows its end",
                "200 | `` | NOT_JSON | empty",
                "500 | {'data':{'a':1}} | 500 | HTTP 500 Said",
                "500 | {'errors':[{'message':'broken'}]} | 500 | HTTP 500 Said: broken",
                "401 | `` | 401 | HTTP 401 Said",
                "503 | <html> | 503 | HTTP 503 Said",
                "302 | `` | 302 | HTTP 302 Said"
            })
    void givesEveryFailureItsCode(int status, String body, String code, String message) throws Exception {
        try (RawServer server = RawServer.saying(status, body.replace('\'', '"'))) {
            GraphqlAnswer answer = ask(server);
            assertThat(answer.code()).as(answer.message()).isEqualTo(code);
            assertThat(answer.success()).isFalse();
            assertThat(answer.httpStatus()).isEqualTo(status);
            assertThat(answer.message())
                    .contains(message == null ? "" : message)
                    .doesNotContain("\n");
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .isEqualTo(body.replace('\'', '"').substring(0, Math.min(100, body.length())));
            assertThat(answer.headers()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void cutsCodesAndMessagesToALineOfReason() throws Exception {
        String error = "{\"errors\":[{\"message\":\"a\\nb%s\",\"extensions\":{\"code\":\"%s\"}}]}";
        try (RawServer server = RawServer.saying(200, error.formatted("x".repeat(60_000), "C".repeat(100)))) {
            GraphqlAnswer answer = ask(server);
            assertThat(answer.code()).isEqualTo("GRAPHQL_" + "C".repeat(64));
            assertThat(answer.message()).startsWith("a bxxx").hasSize(503);
        }
    }

    @Test
    void refusesWhatIsNotUtf8() throws Exception {
        byte[] body = "{\"data\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        try (RawServer server = RawServer.start((request, out) -> {
            RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
            out.write(body);
            return true;
        })) {
            assertThat(ask(server).message()).isEqualTo("the answer is not JSON: it is not UTF-8");
        }
    }

    @Test
    void keepsTheConnectionAfterAnAnswerThatIsNoJson() throws Exception {
        try (RawServer server = RawServer.saying(200, "<html>" + "x".repeat(30_000));
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            assertThat(ask(client).code()).isEqualTo("NOT_JSON");
            assertThat(ask(client).code()).isEqualTo("NOT_JSON");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void keepsEverythingWhenAsked() throws Exception {
        String body = "{\"data\":\"" + "x".repeat(200_000) + "\"}";
        try (RawServer server = RawServer.saying(200, body);
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlAnswer answer = endpoint.client().execute(FEED, "{}", List.of(), new BodyCapture(0, true));
            assertThat(answer.success()).isTrue();
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(body);
            assertThat(answer.headers()).contains("HTTP/1.1 200", "Content-Type: application/json");
        }
    }

    @Test
    void failsARightAnswerThatIsSlowerThanAllowed() throws Exception {
        GraphqlOperation hasty = new GraphqlOperation("hasty", "{ a }", "", false, Optional.of(Duration.ofMillis(20)));
        GraphqlOperation patient =
                new GraphqlOperation("patient", "{ a }", "", false, Optional.of(Duration.ofSeconds(20)));
        try (RawServer server = RawServer.start((request, out) -> {
                    Thread.sleep(30);
                    return RawServer.say(out, 200, "{\"data\":1}");
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlAnswer answer = endpoint.client().execute(hasty, "", List.of(), BodyCapture.NOTHING);
            assertThat(answer.code()).isEqualTo("LATENCY");
            assertThat(answer.message()).contains("more than the 20 ms allowed");
            assertThat(answer.serviceNanos()).isGreaterThan(20_000_000L);
            assertThat(answer.firstByteNanos()).isBetween(20_000_000L, answer.serviceNanos());
            assertThat(endpoint.client()
                            .execute(patient, "", List.of(), BodyCapture.NOTHING)
                            .code())
                    .isEqualTo("200");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a': | line 1, column 6",
                "[1] | no JSON object",
                "{'a':1} x | line 1, column 10",
                "{'a':1}{} | follows the JSON object (line 1, column 8)",
                "{a:1} | line 1, column 3"
            })
    void sendsNothingWhenTheVariablesAreNoJsonObject(String variables, String message) throws Exception {
        try (RawServer server = RawServer.saying(200, "{\"data\":1}");
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlAnswer answer =
                    endpoint.client().execute(FEED, variables.replace('\'', '"'), List.of(), BodyCapture.NOTHING);
            assertThat(answer.code()).isEqualTo("VARIABLES");
            assertThat(answer.message()).contains(message);
            assertThat(answer.sentBytes()).isZero();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void countsTheBytesOfHeadAndBody() throws Exception {
        String body = "{\"data\":" + "[1,2,3]".repeat(1) + "}";
        try (RawServer server = RawServer.saying(200, body)) {
            GraphqlAnswer answer = ask(server);
            int head = ("HTTP/1.1 200 Said\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n")
                    .length();
            assertThat(answer.receivedBytes()).isEqualTo(head + body.length());
            RawServer.Request request = server.requests().get(0);
            int sentHead = request.line().length()
                    + 4
                    + request.headers().entrySet().stream()
                            .mapToInt(header ->
                                    header.getKey().length() + header.getValue().length() + 4)
                            .sum();
            assertThat(answer.sentBytes()).isEqualTo(sentHead + request.body().length());
            assertThat(answer.connectNanos()).isBetween(1L, answer.serviceNanos());
            assertThat(answer.tokenWaitNanos()).isLessThan(answer.serviceNanos());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
