package io.github.pgsurge.postgres;

import io.github.pgsurge.connection.Dsn;
import io.github.pgsurge.connection.Secret;
import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.testing.TestPostgres;
import io.github.pgsurge.verdict.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** A server that is watched, with a superuser and a plain role. Whoever made it closes it. */
final class Site implements AutoCloseable {
    static final String STATEMENTS = "shared_preload_libraries=pg_stat_statements";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** What stops it. */
    private interface Stop {
        void run() throws SandboxException, IOException;
    }

    private final String host;
    private final int port;
    private final String database;
    private final Credentials role;
    private final Credentials admin;
    private final Stop stop;

    private Site(String host, int port, String database, Credentials role, Credentials admin, Stop stop) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.role = role;
        this.admin = admin;
        this.stop = stop;
    }

    /** The PostgreSQL that all tests have. */
    static Site newest(String... settings) {
        TestPostgres server = TestPostgres.start(settings);
        return new Site(
                server.host(),
                server.port(),
                server.database(),
                new Credentials(server.user(), server.password()),
                new Credentials(server.adminUser(), server.adminPassword()),
                server::close);
    }

    /** The PostgreSQL of a Debian or Ubuntu, of this major version; empty where that is not installed. */
    static Optional<Site> debian(int major, String... settings) throws IOException, SandboxException {
        Path home = DEBIAN.resolve(Integer.toString(major));
        if (!Files.isExecutable(home.resolve("bin/initdb"))) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "pgsurge-debian-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Credentials role = Credentials.generate(PostgresServer.NAME);
        Credentials admin = Credentials.generate(PostgresServer.ADMIN);
        PostgresServer server = new PostgresServer(
                new PostgresBinaries(home),
                folder.resolve("server"),
                PostgresOptions.of(0, 40, List.of(settings)),
                role,
                admin);
        server.create();
        return Optional.of(new Site(PostgresServer.HOST, server.port(), PostgresServer.NAME, role, admin, () -> {
            server.destroy();
            Files.delete(folder);
        }));
    }

    String endpoint() {
        return host + ":" + port;
    }

    String database() {
        return database;
    }

    Dsn dsn() throws Rejection {
        return dsn(role);
    }

    Dsn adminDsn() throws Rejection {
        return dsn(admin);
    }

    Dsn dsn(Credentials credentials) throws Rejection {
        return Dsn.builder()
                .hosts(endpoint())
                .database(database)
                .user(credentials.user())
                .password(Secret.of(credentials.password()))
                .build();
    }

    Connection connect(String applicationName) throws SQLException {
        return connect(role, applicationName);
    }

    private Connection connect(Credentials credentials, String applicationName) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + endpoint() + "/" + database + "?ApplicationName=" + applicationName,
                credentials.user(),
                credentials.password());
    }

    void asAdmin(String... statements) throws SQLException {
        try (Connection connection = connect(admin, "admin");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long ask(String sql) throws SQLException {
        try (Connection connection = connect(admin, "admin");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SandboxException, IOException {
        stop.run();
    }
}
