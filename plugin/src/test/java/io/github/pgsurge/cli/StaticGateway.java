package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/** A process that answers every request with the same GraphQL answer at once, but for the time in which it is stopped. */
final class StaticGateway implements AutoCloseable {
    private static final byte[] ANSWER = "{\"data\":{\"feed\":[]}}".getBytes(StandardCharsets.UTF_8);

    private final Process process;
    private final int port;

    private StaticGateway(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static StaticGateway start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        // or every answer takes the 40 ms of a delayed acknowledgement
                        "-Dsun.net.httpserver.nodelay=true",
                        // or it closes connections of users who think
                        "-Dsun.net.httpserver.maxIdleConnections=100000",
                        "-Dsun.net.httpserver.idleInterval=600",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StaticGateway.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new StaticGateway(process, Integer.parseInt(out.readLine()));
    }

    /** The process. */
    public static void main(String... arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    /** A run of the baseline plan on it: one operation, without a login, a schema and a database. */
    Launch loads(Launch run) {
        return run.with("BASE_URL", "http://127.0.0.1:" + port)
                .with("HEALTH_PATH", "none")
                .with("GRAPHQL_SCHEMA", "none")
                .with("GRAPHQL_AUTH", "none")
                .with("THINK_TIME", "0s");
    }

    /** Stops the process (SIGSTOP) for so long, and says for how long it was. */
    Duration hang(Duration time) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -STOP " + pid + "; date +%s%N; sleep " + time.toSeconds() + "; date +%s%N; kill -CONT "
                                + pid)
                .start();
        List<String> times = shell.inputReader().lines().toList();
        assertThat(shell.waitFor()).isZero();
        return Duration.ofNanos(Long.parseLong(times.get(1)) - Long.parseLong(times.get(0)));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
