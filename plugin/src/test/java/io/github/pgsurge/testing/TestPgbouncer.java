package io.github.pgsurge.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real PgBouncer before a {@link TestPostgres}, in transaction mode. Whoever started it closes it. */
public final class TestPgbouncer implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/pgbouncer");
    private static final long PATIENCE_MS = 10_000;

    private final Process process;
    private final Path folder;
    private final int port;

    private TestPgbouncer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one with pools of this size, that logs in at the server as the plain role, who is its admin too. */
    public static TestPgbouncer start(TestPostgres server, int poolSize) throws IOException, InterruptedException {
        return start(server, poolSize, "scram-sha-256");
    }

    /** As {@link #start(TestPostgres, int)}, with another {@code auth_type}. */
    public static TestPgbouncer start(TestPostgres server, int poolSize, String authType)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(BINARY)) {
            throw new IllegalStateException("this test needs PgBouncer: sudo apt-get install pgbouncer");
        }
        int port = freePort();
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-pgbouncer-");
        Path users = Files.writeString(
                folder.resolve("users.txt"), "\"" + server.user() + "\" \"" + server.password() + "\"\n");
        Path ini = Files.writeString(
                folder.resolve("pgbouncer.ini"),
                String.join(
                        "\n",
                        "[databases]",
                        "* = host=" + server.host() + " port=" + server.port(),
                        "[pgbouncer]",
                        "listen_addr = 127.0.0.1",
                        "listen_port = " + port,
                        "unix_socket_dir =",
                        "auth_type = " + authType,
                        "admin_users = " + server.user(),
                        "auth_file = " + users,
                        "pool_mode = transaction",
                        "default_pool_size = " + poolSize,
                        "ignore_startup_parameters = extra_float_digits",
                        ""));
        for (Path file : List.of(folder, users, ini)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root; exec leaves no parent to stop apart
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.addAll(List.of(BINARY.toString(), ini.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        TestPgbouncer pgbouncer = new TestPgbouncer(process, folder, port);
        pgbouncer.awaitPort();
        return pgbouncer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        long deadline = System.currentTimeMillis() + PATIENCE_MS;
        while (true) {
            try (Socket answered = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assert answered.isConnected();
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.currentTimeMillis() > deadline) {
                    String log = Files.readString(folder.resolve("log"));
                    close();
                    throw new IllegalStateException("PgBouncer does not answer; it says: " + log, notYet);
                }
                Thread.sleep(20);
            }
        }
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (String file : List.of("log", "pgbouncer.ini", "users.txt")) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder);
    }
}
