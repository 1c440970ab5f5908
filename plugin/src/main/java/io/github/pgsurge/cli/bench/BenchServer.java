package io.github.pgsurge.cli.bench;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.workload.ExistingTable;
import io.github.pgsurge.workload.LoadTable;
import io.github.pgsurge.workload.SeedProgress;
import io.github.pgsurge.workload.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The benchmark's own PostgreSQL with its empty load table. For one thread, but {@link #stop}. */
final class BenchServer implements Workspace.Server {
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

    private final PostgresBinaries binaries;
    private final PostgresServer server;
    private final TableName table;
    private final Consumer<String> progress;

    private BenchServer(Workspace workspace, Consumer<String> progress) throws SandboxException, Rejection {
        this.progress = progress;
        binaries = new PostgresBinaries(workspace.folder().resolve("dist"));
        server = new PostgresServer(
                binaries,
                workspace.folder().resolve("server"),
                PostgresOptions.of(0, MAX_CONNECTIONS, STEADY),
                Credentials.generate(PostgresServer.NAME),
                Credentials.generate(PostgresServer.ADMIN));
        table = TableName.parse("load_test_data");
    }

    /** Unpacks, creates and starts it on a free port, and creates the table. */
    static BenchServer start(Workspace workspace, Consumer<String> progress)
            throws SandboxException, BenchFailure, Rejection {
        BenchServer bench = new BenchServer(workspace, progress);
        workspace.start(bench);
        return bench;
    }

    @Override
    public void start() throws SandboxException, BenchFailure {
        progress.accept(
                "Starting a PostgreSQL of its own in " + binaries.directory().getParent());
        PostgresBinaries.unpack(binaries.directory());
        server.create();
        try (Connection connection = connect(server.role())) {
            new LoadTable(table, false, ExistingTable.REFUSE, 0, 0, "bench", 0).ensure(connection, SeedProgress.NONE);
        } catch (SQLException | Rejection failure) {
            throw new BenchFailure("the benchmark's PostgreSQL could not be set up: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void stop() throws SandboxException {
        server.destroy();
    }

    TableName table() {
        return table;
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
}
