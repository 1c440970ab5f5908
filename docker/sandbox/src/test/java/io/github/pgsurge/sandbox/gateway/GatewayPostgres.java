package io.github.pgsurge.sandbox.gateway;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.FileTree;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL server with the gateway's database, in a folder of its own. One thread. */
final class GatewayPostgres implements AutoCloseable {
    static final Credentials ROLE = new Credentials("gateway_test", "a password of the role");
    static final Credentials USER = new Credentials("test", "password");
    static final String SECRET = "a secret of the tests, of 32 bytes and more";

    private final Path folder;
    private final PostgresServer server;

    GatewayPostgres(int maxConnections, String... settings) throws SandboxException, IOException {
        Path disk = Path.of("/var/tmp");
        folder = Files.createTempDirectory(
                        Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir")),
                        "pgsurge-gateway-")
                .toRealPath();
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            server = new PostgresServer(
                    PostgresBinaries.unpack(folder.resolve("dist")),
                    folder.resolve("server"),
                    PostgresOptions.of(0, maxConnections, List.of(settings)),
                    Credentials.generate(PostgresServer.NAME),
                    Credentials.generate(PostgresServer.ADMIN));
            server.create();
        } catch (SandboxException | IOException e) {
            FileTree.delete(folder);
            throw e;
        }
        try {
            GatewayDatabase.create(PostgresServer.HOST, server.port(), server.admin(), ROLE);
        } catch (SandboxException e) {
            close();
            throw e;
        }
    }

    PostgresServer server() {
        return server;
    }

    /** A gateway's options with so many pools of so many connections, on any port. */
    GatewayOptions options(int services, int servicePool) {
        return options("gateway_test", 0, services, servicePool);
    }

    GatewayOptions options(String name, int port, int services, int servicePool) {
        return new GatewayOptions(
                name,
                port,
                PostgresServer.HOST,
                server.port(),
                GatewayDatabase.NAME,
                ROLE,
                services,
                servicePool,
                0,
                SECRET,
                Duration.ofHours(1),
                USER);
    }

    /** What the superuser is told in the gateway's database. */
    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Does it as the superuser in the gateway's database. */
    void execute(String command) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + PostgresServer.HOST + ":" + server.port() + "/" + GatewayDatabase.NAME,
                server.admin().user(),
                server.admin().password());
    }

    @Override
    public void close() throws SandboxException {
        server.destroy();
        FileTree.delete(folder);
    }
}
