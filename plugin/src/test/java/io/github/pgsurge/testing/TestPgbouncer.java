package io.github.pgsurge.testing;

import static io.github.pgsurge.testing.Patience.await;

import io.github.pgsurge.dsn.HostPort;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.pgbouncer.console.AdminConsole;
import io.github.pgsurge.pgbouncer.console.ConsoleAddress;
import io.github.pgsurge.pgbouncer.console.ConsoleException;
import io.github.pgsurge.pgbouncer.console.ConsoleOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A real PgBouncer before a {@link TestPostgres}, in transaction mode unless told otherwise. Whoever started it closes it. */
public final class TestPgbouncer implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/sbin/pgbouncer");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestPostgres server;
    private final Path folder;
    private final int port;
    private Process process;

    private TestPgbouncer(TestPostgres server, Path folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /** Starts one with pools of this size, that logs in at the server as the plain role, who is its admin too. */
    public static TestPgbouncer start(TestPostgres server, int poolSize) throws IOException, InterruptedException {
        return start(server, Map.of("default_pool_size", Integer.toString(poolSize)));
    }

    /** As {@link #start(TestPostgres, int)}, with further lines of its {@code [pgbouncer]} section, or others. */
    public static TestPgbouncer start(TestPostgres server, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(BINARY)) {
            throw new IllegalStateException("this test needs PgBouncer: sudo apt-get install pgbouncer");
        }
        TestPgbouncer pgbouncer = new TestPgbouncer(
                server, Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-pgbouncer-"), FreePorts.tcp());
        Path users = Files.writeString(
                pgbouncer.file("users.txt"), "\"" + server.user() + "\" \"" + server.password() + "\"\n");
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("listen_addr", "127.0.0.1");
        lines.put("listen_port", Integer.toString(pgbouncer.port));
        lines.put("unix_socket_dir", "");
        lines.put("auth_type", "scram-sha-256");
        lines.put("auth_file", users.toString());
        lines.put("admin_users", server.user());
        lines.put("pool_mode", "transaction");
        lines.put("default_pool_size", "2");
        lines.put("ignore_startup_parameters", "extra_float_digits");
        lines.putAll(settings);
        Files.writeString(
                pgbouncer.file("pgbouncer.ini"),
                "[databases]\n* = host=" + server.host() + " port=" + server.port() + "\n[pgbouncer]\n"
                        + lines.entrySet().stream()
                                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                                .collect(Collectors.joining()));
        pgbouncer.share("");
        pgbouncer.share("users.txt");
        pgbouncer.share("pgbouncer.ini");
        pgbouncer.begin();
        return pgbouncer;
    }

    /** A file of its folder, where it may write: also for what a test puts there. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Lets the user that it runs as read a file of its folder, or write into the folder itself. */
    public void share(String name) throws IOException {
        Files.setPosixFilePermissions(
                folder.resolve(name), PosixFilePermissions.fromString(name.isEmpty() ? "rwxrwxrwx" : "rw-r--r--"));
    }

    private void begin() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // it refuses to run as root; exec leaves no parent to stop apart
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        command.addAll(List.of(BINARY.toString(), file("pgbouncer.ini").toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file("log").toFile()))
                .start();
        awaitPort();
    }

    private void awaitPort() throws IOException {
        try {
            await("PgBouncer answers, or has ended").atMost(PATIENCE).until(() -> answers() || !process.isAlive());
        } catch (ConditionTimeoutException never) {
            throw notStarted();
        }
        if (!process.isAlive()) {
            throw notStarted();
        }
    }

    private boolean answers() {
        try (Socket answered = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return answered.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private IllegalStateException notStarted() throws IOException {
        String log = Files.readString(file("log"));
        close();
        return new IllegalStateException("PgBouncer does not answer; it says: " + log);
    }

    /** Its admin console, of the plain role with its own password; the caller closes it. */
    public AdminConsole console() throws ConsoleException {
        return console(server.password());
    }

    /** As {@link #console()}, with another password. */
    public AdminConsole console(String password) throws ConsoleException {
        return AdminConsole.connect(
                new ConsoleAddress.Tcp(new HostPort("127.0.0.1", port)),
                ConsoleOptions.plain(server.user(), Secret.of(password), PATIENCE));
    }

    /** Queries of the server's database that it has counted since it was started. */
    public long queries() throws ConsoleException {
        try (AdminConsole console = console()) {
            return console.queryCounts().getOrDefault(server.database(), 0L);
        }
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** Ends it at once, with all its connections; it can be started again. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends it and starts it again, on the same port. */
    public void restart() throws IOException, InterruptedException {
        stop();
        begin();
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
