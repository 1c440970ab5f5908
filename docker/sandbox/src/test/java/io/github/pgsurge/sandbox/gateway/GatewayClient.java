package io.github.pgsurge.sandbox.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of one gateway, for tests. Thread safe but for {@link #logIn}. */
final class GatewayClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String url;
    private String token;

    GatewayClient(int port) {
        this.url = "http://127.0.0.1:" + port;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        JsonNode data() {
            return body.path("data");
        }

        /** The code of the first error. */
        String code() {
            return body.at("/errors/0/extensions/code").asText();
        }

        String message() {
            return body.at("/errors/0/message").asText();
        }
    }

    String token() {
        return token;
    }

    /** Logs in as the user of {@link GatewayPostgres}; later requests carry the token. */
    GatewayClient logIn() throws IOException, InterruptedException {
        token = query("mutation { login(username: \"test\", password: \"password\") { token } }")
                .data()
                .at("/login/token")
                .asText();
        return this;
    }

    GatewayClient withToken(String other) {
        GatewayClient client = new GatewayClient(URI.create(url).getPort());
        client.token = other;
        return client;
    }

    Answer query(String document) throws IOException, InterruptedException {
        return query(document, Map.of());
    }

    Answer query(String document, Map<String, ?> variables) throws IOException, InterruptedException {
        return send(Map.of("query", document, "variables", variables));
    }

    /** Null values are left out. */
    Answer persisted(String document, String hash) throws IOException, InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        if (document != null) {
            body.put("query", document);
        }
        body.put("extensions", Map.of("persistedQuery", Map.of("version", 1, "sha256Hash", hash)));
        return send(body);
    }

    Answer send(Map<String, ?> body) throws IOException, InterruptedException {
        return post(JSON.writeValueAsString(body), "application/json");
    }

    Answer post(String body, String contentType) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/graphql"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return answer(request);
    }

    Answer health() throws IOException, InterruptedException {
        return answer(HttpRequest.newBuilder(URI.create(url + "/health")));
    }

    private Answer answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), json(response.body()), response);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
