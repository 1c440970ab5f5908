package io.github.pgsurge.sandbox.gateway;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a fresh gateway its own reads, so that no one measures a JVM that still interprets: without it the first seconds
 * are twenty times slower than the rest. Creates nothing in the database. Stateless.
 */
final class WarmUp {
    private static final int THREADS = 4;
    private static final int REQUESTS = 8_000;
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int ANSWER_LIMIT_MS = 5_000;

    private static final String ID = "00000000-0000-0000-0000-000000000001";
    private static final List<Map<String, Object>> READS = List.of(
            Map.of(
                    "query",
                    "query ($limit: Int!) { feed(limit: $limit) { id title content authorId createdAt updatedAt } }",
                    "variables",
                    Map.of("limit", 20)),
            Map.of(
                    "query",
                    "query ($id: ID!) { user(id: $id) { id username email profile { displayName bio } createdAt } }",
                    "variables",
                    Map.of("id", ID)),
            Map.of(
                    "query",
                    "query ($id: ID!) { content(id: $id) { id title body authorId tags publishedAt } }",
                    "variables",
                    Map.of("id", ID)),
            Map.of(
                    "query",
                    "query ($query: String!) { searchContent(query: $query, limit: 10) { id title snippet score } }",
                    "variables",
                    Map.of("query", "glacier")));

    private WarmUp() {}

    /** Returns after 8,000 requests or 3 s, whichever comes first; a request that fails ends it silently. */
    static void run(int port, String token) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        AtomicInteger sent = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<byte[]> bodies = new ArrayList<>();
            ObjectWriter json = new JsonMapper().writer();
            for (Map<String, Object> read : READS) {
                bodies.add(json.writeValueAsBytes(read));
            }
            for (int thread = 0; thread < THREADS; thread++) {
                threads.execute(() -> {
                    boolean answered = true;
                    for (int i = sent.getAndIncrement();
                            answered && i < REQUESTS && System.nanoTime() - deadline < 0;
                            i = sent.getAndIncrement()) {
                        answered = post(port, token, bodies.get(i % bodies.size()));
                    }
                });
            }
            threads.shutdown();
            threads.awaitTermination(LIMIT.toMillis() + ANSWER_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("constants can't be written as JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean post(int port, String token, byte[] body) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/graphql").toURL().openConnection();
            connection.setConnectTimeout(ANSWER_LIMIT_MS);
            connection.setReadTimeout(ANSWER_LIMIT_MS);
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Authorization", "Bearer " + token);
            try (OutputStream request = connection.getOutputStream()) {
                request.write(body);
            }
            try (InputStream answer = connection.getInputStream()) {
                answer.readAllBytes();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
