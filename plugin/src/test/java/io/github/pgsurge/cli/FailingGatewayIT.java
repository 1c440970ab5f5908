package io.github.pgsurge.cli;

import static io.github.pgsurge.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.graphql.RawServer;
import io.github.pgsurge.report.LabelResult;
import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** GraphQL Requests in JMeter on a gateway that does everything wrong. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FailingGatewayIT {
    private static final int LARGE = 50 << 20;

    @TempDir
    private Path folder;

    private final CountDownLatch stall = new CountDownLatch(1);

    private Launch jmeter(RawServer server, String... arguments) {
        return Launch.jmeter(folder, Launch.fixture("one-request"), arguments)
                .with("BASE_URL", "http://127.0.0.1:" + server.url().getPort())
                .with("HEALTH_PATH", "none")
                .with("GRAPHQL_SCHEMA", "none")
                .with("HTTP_MAX_BYTES", "10000000");
    }

    private boolean misbehave(RawServer.Request request, OutputStream out) throws IOException, InterruptedException {
        return switch (request.number()) {
            case 1 ->
                RawServer.say(
                        out,
                        200,
                        "{\"data\":null,\"errors\":[{\"message\":\"m\",\"extensions\":{\"code\":\"BUSY\"}}]}");
            case 2 -> RawServer.say(out, 200, "{\"data\":null}");
            case 3 -> RawServer.say(out, 200, "<html><body>It works!</body></html>");
            case 4 -> RawServer.say(out, 500, "{\"data\":{\"feed\":[]}}");
            case 5 -> RawServer.say(out, 401, "{\"errors\":[{\"message\":\"no\"}]}");
            case 6 -> {
                RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":{\"feed\":");
                yield false;
            }
            case 7 -> !stall.await(10, TimeUnit.SECONDS);
            case 8 -> {
                RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n{\"data\":{\"feed\":\"");
                byte[] block = "x".repeat(65_536).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                for (int sent = 0; sent < LARGE; sent += block.length) {
                    out.write(block);
                }
                yield false;
            }
            default -> RawServer.say(out, 200, "{\"data\":{\"feed\":[]}}");
        };
    }

    @Test
    void eachFailureIsOneFailedSampleWithItsCode() throws Exception {
        try (RawServer server = RawServer.start(this::misbehave)) {
            PgsurgeProcess run =
                    jmeter(server, "-Jloops=9").with("HTTP_TIMEOUT", "2s").run();
            run.exited(0);
            LabelResult asked = run.result().labels().get("asked");
            assertThat(asked.count()).isEqualTo(9);
            assertThat(asked.errorCodes())
                    .isEqualTo(Map.of(
                            "GRAPHQL_BUSY", 1L,
                            "NO_DATA", 1L,
                            "NOT_JSON", 1L,
                            "500", 1L,
                            "401", 1L,
                            "CONNECT", 1L,
                            "TIMEOUT", 1L,
                            "TOO_LARGE", 1L));
            assertThat(server.requests()).allSatisfy(request -> assertThat(request.headers())
                    .as("what the Header Manager in scope says")
                    .containsEntry("x-tenant", "nova-1"));
        }
    }

    @Test
    void stopNowEndsRequestsThatHang() throws Exception {
        int port = FreePorts.udp();
        try (RawServer server = RawServer.start((request, out) -> !stall.await(100, TimeUnit.SECONDS));
                PgsurgeProcess run = jmeter(
                                server,
                                "-Jloops=-1",
                                "-Jjmeterengine.nongui.port=" + port,
                                "-Jjmeterengine.nongui.maxport=" + port)
                        .with("HTTP_TIMEOUT", "100s")
                        .start()) {
            await("the request hangs").until(() -> server.requests().size() == 1);
            StopIT.command(port, "StopTestNow");
            // two seconds to stop, the rest for JMeter's own end
            run.awaitEnd(Duration.ofSeconds(8));
            assertThat(run.result().labels().get("asked").errorCodes()).containsOnlyKeys("CANCELLED");
        } finally {
            stall.countDown();
        }
    }
}
