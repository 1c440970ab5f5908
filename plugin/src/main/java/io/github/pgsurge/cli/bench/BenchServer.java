package io.github.pgsurge.cli.bench;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.FileTree;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.verdict.ExitCode;
import io.github.pgsurge.verdict.Rejection;
import io.github.pgsurge.workload.ExistingTable;
import io.github.pgsurge.workload.LoadTable;
import io.github.pgsurge.workload.SeedProgress;
import io.github.pgsurge.workload.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The benchmark's own PostgreSQL with its empty load table, its folder, and the client processes that load it. A signal
 * ends all of them: nothing is left behind.
 *
 * <p>One thread uses it; the shutdown hook may close it meanwhile, and then {@link #start} starts nothing more.
 */
final class BenchServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 100;

    /**
     * What would come at moments of its own and hit whoever is measured then: checkpoints within a measurement (each
     * begins after one) and autovacuum. WAL files are kept and reused, as they are on a server that has run for a while.
     */
    private static final List<String> STEADY = List.of(
            "max_wal_size=6GB", "min_wal_size=6GB", "checkpoint_timeout=1h", "autovacuum=off", "shared_buffers=512MB");

    /** Settings that a figure is worth nothing without. */
    private static final List<String> SHOWN = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_level",
            "wal_compression",
            "shared_buffers",
            "max_wal_size",
            "min_wal_size",
            "checkpoint_timeout",
            "autovacuum",
            "max_connections");

    private final Path folder;
    private final PostgresServer server;
    private final TableName table;
    private final Thread hook = new Thread(this::interrupted, "pgsurge-bench-stop");
    private Process client;
    private boolean closed;

    private BenchServer(Path folder, PostgresServer server, TableName table) {
        this.folder = folder;
        this.server = server;
        this.table = table;
    }

    /** Unpacks, creates and starts it on a free port, and creates the table. */
    static BenchServer start(Consumer<String> progress) throws SandboxException, BenchFailure {
        try {
            // a real disk: on a tmpfs, as /tmp may be, fsync costs nothing
            Path disk = Path.of("/var/tmp");
            Path parent = Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir"));
            Path folder = Files.createTempDirectory(parent.toRealPath(), "pgsurge-bench-");
            // the server runs as another user when this process is root's
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            BenchServer bench = new BenchServer(
                    folder,
                    new PostgresServer(
                            new PostgresBinaries(folder.resolve("dist")),
                            folder.resolve("server"),
                            PostgresOptions.of(0, MAX_CONNECTIONS, STEADY),
                            Credentials.generate(PostgresServer.NAME),
                            Credentials.generate(PostgresServer.ADMIN)),
                    TableName.parse("load_test_data"));
            Runtime.getRuntime().addShutdownHook(bench.hook);
            try {
                bench.create(progress);
                return bench;
            } catch (SandboxException | SQLException | Rejection | RuntimeException failure) {
                bench.close();
                throw failure;
            }
        } catch (IOException | SQLException | Rejection failure) {
            throw new BenchFailure("the benchmark's PostgreSQL could not be set up: " + failure.getMessage(), failure);
        }
    }

    private synchronized void create(Consumer<String> progress) throws SandboxException, SQLException, Rejection {
        if (closed) {
            return;
        }
        progress.accept("Starting a PostgreSQL of its own in " + folder);
        PostgresBinaries.unpack(folder.resolve("dist"));
        server.create();
        try (Connection connection = connect(server.role())) {
            new LoadTable(table, false, ExistingTable.REFUSE, 0, 0, "bench", 0).ensure(connection, SeedProgress.NONE);
        }
    }

    TableName table() {
        return table;
    }

    /** A folder for the files of one measurement. */
    Path folder(String name) throws BenchFailure {
        try {
            return Files.createDirectories(folder.resolve("clients").resolve(name));
        } catch (IOException failure) {
            throw new BenchFailure("no folder for " + name + ": " + failure.getMessage(), failure);
        }
    }

    int port() {
        return server.port();
    }

    /** The plain role that the load runs as. */
    Credentials role() {
        return server.role();
    }

    String url() {
        return "jdbc:postgresql://" + PostgresServer.HOST + ":" + server.port() + "/" + PostgresServer.NAME;
    }

    Connection connectAsAdmin() throws SQLException {
        return connect(server.admin());
    }

    private Connection connect(Credentials credentials) throws SQLException {
        return DriverManager.getConnection(url(), credentials.user(), credentials.password());
    }

    /** The state in which every measurement begins: an empty table, and nothing that waits to be written. */
    void reset() throws SQLException {
        try (Connection connection = connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE " + table.quoted() + " RESTART IDENTITY");
            statement.execute("CHECKPOINT");
        }
    }

    /** The version and settings, by name. */
    Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (String name : SHOWN) {
                try (ResultSet row = statement.executeQuery("SHOW " + name)) {
                    row.next();
                    settings.put(name, row.getString(1));
                }
            }
        }
        return settings;
    }

    /** Starts a client process; the one before has ended. */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("the benchmark was interrupted");
        }
        client = builder.start();
        return client;
    }

    private void interrupted() {
        end();
        // exit() would wait for this very hook
        Runtime.getRuntime().halt(ExitCode.INCONCLUSIVE.code());
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        if (client != null) {
            List<ProcessHandle> below = client.descendants().toList();
            client.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        }
        try {
            server.destroy();
            FileTree.delete(folder);
        } catch (SandboxException failure) {
            System.err.println("pgsurge: " + failure.getMessage());
        }
    }

    /** Ends the clients, stops the server and deletes the folder. While a signal does that, it does not return. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalled) {
            while (true) {
                LockSupport.park(hook);
            }
        }
        end();
    }
}
