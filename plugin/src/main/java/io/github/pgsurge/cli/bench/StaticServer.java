package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.DebianPackage;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * nginx, with a configuration and a folder of its own, answering every request with the same GraphQL answer: what clients
 * are measured against when no gateway is to cost anything. For one thread, but {@link #stop}.
 */
final class StaticServer implements Workspace.Server {
    /** What Debian and Ubuntu call it. */
    static final DebianPackage PACKAGE =
            new DebianPackage("nginx", "nginx-light", () -> program().isPresent());

    /** As a gateway answers {@link GraphqlBench#DOCUMENT}: about 500 bytes. */
    static final String ANSWER = "{\"data\":{\"content\":{\"id\":\"00000000-0000-0000-0000-000000000001\","
            + "\"title\":\"How a connection pooler shares a few server connections among many clients\","
            + "\"body\":\"" + "A transaction borrows a server connection and gives it back at its end. ".repeat(4)
            + "\",\"authorId\":\"00000000-0000-0000-0000-000000000001\",\"tags\":[\"postgres\",\"pooling\"],"
            + "\"publishedAt\":\"2024-05-01T12:00:00Z\"}}}";

    private static final String HOST = "127.0.0.1";
    private static final String PATH = "/graphql";
    /** One more would take the second core from the client that is measured. */
    private static final int WORKERS = 1;

    private static final long START_SECONDS = 10;
    private static final long STOP_SECONDS = 5;
    private static final long POLL_MS = 20;

    /** Nothing in the answer is special to nginx within single quotes. */
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes %d;
            pid nginx.pid;
            error_log error.log warn;
            events {
              worker_connections 1024;
            }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              keepalive_timeout 1h;
              keepalive_requests 1000000000;
              server {
                listen %s:%d;
                default_type application/json;
                location = %s {
                  return 200 '%s';
                }
              }
            }
            """;

    private final Path folder;
    private final int port;
    private Process nginx;

    private StaticServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    private static Optional<Path> program() {
        return Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it on a free port. */
    static StaticServer start(Workspace workspace) throws BenchFailure, SandboxException {
        StaticServer server = new StaticServer(workspace.folder().resolve("nginx"), freePort());
        workspace.start(server);
        return server;
    }

    private static int freePort() throws BenchFailure {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0));
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new BenchFailure("no free TCP port on " + HOST + ": " + none.getMessage(), none);
        }
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /** What the program says of itself. */
    Optional<String> version() throws InterruptedException {
        return NativeClient.says(program().map(Path::toString).orElse("nginx"), "-v");
    }

    /** Below which the path of the endpoint is. */
    String baseUrl() {
        return "http://" + HOST + ":" + port;
    }

    String host() {
        return HOST;
    }

    int port() {
        return port;
    }

    /** Of the endpoint. */
    String path() {
        return PATH;
    }

    int workers() {
        return WORKERS;
    }

    @Override
    public void start() throws BenchFailure {
        Path log = folder.resolve("error.log");
        try {
            Files.createDirectory(folder);
            Path configuration = Files.writeString(
                    folder.resolve("nginx.conf"), CONFIGURATION.formatted(WORKERS, HOST, port, PATH, ANSWER));
            nginx = new ProcessBuilder(
                            program()
                                    .orElseThrow(() -> new BenchFailure(PACKAGE.missing()))
                                    .toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.txt").toFile())
                    .start();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
            while (!answers()) {
                if (System.nanoTime() > deadline || nginx.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                    throw new BenchFailure("nginx does not answer on port " + port + ": " + lastLine(log));
                }
            }
        } catch (IOException failure) {
            throw new BenchFailure("nginx could not be started: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted while nginx started", interrupted);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address(port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    @Override
    public void stop() {
        if (nginx == null) {
            return;
        }
        List<ProcessHandle> workers = nginx.descendants().toList();
        nginx.destroy();
        try {
            if (nginx.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        nginx.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
    }
}
