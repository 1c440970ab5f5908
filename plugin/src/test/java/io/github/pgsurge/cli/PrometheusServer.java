package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;

import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** Debian's Prometheus on a free port, which scrapes one endpoint every second. Closing ends it. */
final class PrometheusServer implements AutoCloseable {
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"(\\d+)\"]");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePorts.tcp();
    private final Process process;

    private PrometheusServer(Path folder, int endpoint) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                scrape_configs:
                  - job_name: pgsurge
                    scrape_interval: 1s
                    scrape_timeout: 1s
                    static_configs:
                      - targets: ['127.0.0.1:%d']
                """.formatted(endpoint));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    static PrometheusServer scraping(Path folder, int endpoint) throws IOException {
        PrometheusServer server = new PrometheusServer(folder, endpoint);
        try {
            await("Prometheus is ready").until(server::isReady);
            return server;
        } catch (ConditionTimeoutException notReady) {
            server.close();
            throw new AssertionError(Files.readString(folder.resolve("prometheus.log")), notReady);
        }
    }

    /** Where it answers. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").contains("Ready");
        } catch (IOException notYet) {
            return false;
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create(url() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** The one whole number that a query comes to; empty when it finds nothing. */
    OptionalLong query(String query) throws IOException, InterruptedException {
        String answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        Matcher value = VALUE.matcher(answer);
        return value.find() ? OptionalLong.of(Long.parseLong(value.group(1))) : OptionalLong.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
