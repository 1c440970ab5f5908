package io.github.pgsurge.postgres;

import io.github.pgsurge.dsn.Dsn;
import io.github.pgsurge.dsn.Secret;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A server that is watched, with a superuser and a plain role. Whoever made it closes it. */
final class Site implements AutoCloseable {
    static final String STATEMENTS = "shared_preload_libraries=pg_stat_statements";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final TestPostgres server;

    private Site(TestPostgres server) {
        this.server = server;
    }

    /** The PostgreSQL that all tests have. */
    static Site newest(String... settings) {
        return new Site(TestPostgres.start(settings));
    }

    /** The PostgreSQL of another version, in a jar of zonky's. */
    static Site of(Path jar, String... settings) {
        return new Site(TestPostgres.startFrom(jar, settings));
    }

    /** The PostgreSQL of a Debian or Ubuntu, of this major version; empty where that is not installed. */
    static Optional<Site> debian(int major, String... settings) {
        Path home = DEBIAN.resolve(Integer.toString(major));
        return Files.isExecutable(home.resolve("bin/initdb"))
                ? Optional.of(new Site(TestPostgres.startFrom(new PostgresBinaries(home), settings)))
                : Optional.empty();
    }

    String endpoint() {
        return server.host() + ":" + server.port();
    }

    String database() {
        return server.database();
    }

    Dsn dsn() throws Rejection {
        return dsn(new Credentials(server.user(), server.password()));
    }

    Dsn adminDsn() throws Rejection {
        return dsn(new Credentials(server.adminUser(), server.adminPassword()));
    }

    Dsn dsn(Credentials credentials) throws Rejection {
        return Dsn.builder()
                .hosts(endpoint())
                .database(database())
                .user(credentials.user())
                .password(Secret.of(credentials.password()))
                .build();
    }

    Connection connect(String applicationName) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl() + "?ApplicationName=" + applicationName, server.user(), server.password());
    }

    /** What the server has logged so far. */
    String log() {
        return server.log();
    }

    void asAdmin(String... statements) throws SQLException {
        try (Connection connection = server.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Asks in another database, so that the load's counts no transaction of it. */
    long ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + endpoint() + "/postgres", server.adminUser(), server.adminPassword());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends the server for good. */
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
    }
}
