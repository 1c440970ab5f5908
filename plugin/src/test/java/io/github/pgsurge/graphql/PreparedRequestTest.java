package io.github.pgsurge.graphql;

import static io.github.pgsurge.graphql.Endpoints.FEED;
import static io.github.pgsurge.graphql.Endpoints.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.dsn.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparedRequestTest {
    private final Requests requests = new Requests(HttpTarget.of(URI.create("http://gateway:8080/graphql")), true);

    private static String text(RequestHead head, String variables) {
        byte[] opening = "{\"query\":\"q\",\"variables\":".getBytes(StandardCharsets.UTF_8);
        return new String(head.with(opening, Variables.of(variables)).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isTheWholeMessage() {
        assertThat(text(requests.post(List.of(Map.entry("X-Of", "a\r\nb")), null), "{\"id\":\"\u20ac\"}"))
                .isEqualTo("""
                        POST /graphql HTTP/1.1
                        Host: gateway:8080
                        X-Of: a  b
                        User-Agent: pgsurge
                        Accept: application/graphql-response+json, application/json
                        Content-Type: application/json
                        Content-Length: 38

                        {"query":"q","variables":{"id":"\u20ac"}}""".replace("\n", "\r\n"));
    }

    @Test
    void headIsEncodedAgainOnlyWhenHeadersOrTokenChange() {
        Token token = Token.received(Secret.of("one"), Instant.EPOCH);
        List<Map.Entry<String, String>> headers = new ArrayList<>(List.of(Map.entry("A", "1")));
        RequestHead head = requests.post(headers, token);
        assertThat(requests.post(List.of(Map.entry("A", "1")), token)).isSameAs(head);
        headers.set(0, Map.entry("A", "2"));
        assertThat(text(requests.post(headers, token), "")).contains("A: 2\r\n", "Authorization: Bearer one\r\n");
        assertThat(text(requests.post(headers, Token.received(Secret.of("two"), Instant.EPOCH)), ""))
                .contains("A: 2\r\n", "Authorization: Bearer two\r\n");
        assertThat(text(requests.post(headers, null), "")).doesNotContain("Authorization");
    }

    @Test
    void whoAsksToCloseDoesNotKeepTheConnection() {
        assertThat(requests.post(List.of(), null).keepAlive()).isTrue();
        assertThat(requests.post(List.of(Map.entry("Connection", "X-Of, Close")), null)
                        .keepAlive())
                .isFalse();
        assertThat(requests.get().keepAlive()).isTrue();
    }

    @Test
    void answersWithChangingHeadersAreReadAsTheyAre() throws Exception {
        String right = "{\"data\":{\"feed\":[]}}";
        try (RawServer server = RawServer.start((request, out) -> {
                    boolean odd = request.number() % 2 == 1;
                    RawServer.write(
                            out,
                            (odd ? "HTTP/1.1 500 Broken\r\nA: 1\r\n" : "HTTP/1.1 503 Away\r\n") + "B: "
                                    + (request.number() / 2) + "\r\nContent-Length: " + right.length() + "\r\n\r\n"
                                    + right);
                    return true;
                });
                GraphqlEndpoint endpoint = GraphqlEndpoint.open(settings(server.url()))) {
            GraphqlClient client = endpoint.client();
            List<String> heads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                heads.add(client.execute(FEED, "", List.of(), new BodyCapture(100, false))
                        .headers());
            }
            String length = "\nContent-Length: " + right.length();
            assertThat(heads)
                    .allSatisfy(head -> assertThat(head).endsWith(length))
                    .extracting(head -> head.replace(length, ""))
                    .doesNotHaveDuplicates()
                    .allSatisfy(head ->
                            assertThat(head).matches("HTTP/1.1 500 Broken\nA: 1\nB: \\d|HTTP/1.1 503 Away\nB: \\d"));
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
