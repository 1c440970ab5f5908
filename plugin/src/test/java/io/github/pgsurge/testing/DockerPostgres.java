package io.github.pgsurge.testing;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PlainRole;
import io.github.pgsurge.sandbox.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.PostgreSQLContainer;

/** A server in a container. Testcontainers removes what a test leaves running. Thread safe. */
final class DockerPostgres implements TestPostgres.Backend {
    private static final String IMAGE = "postgres:17";

    private final PostgreSQLContainer<?> container;
    private final Credentials role;
    private final Credentials admin;

    private DockerPostgres(PostgreSQLContainer<?> container, Credentials role, Credentials admin) {
        this.container = container;
        this.role = role;
        this.admin = admin;
    }

    static TestPostgres.Backend start(List<String> settings) {
        Credentials role = Credentials.generate(PostgresServer.NAME);
        Credentials admin = Credentials.generate(PostgresServer.ADMIN);
        List<String> command = new ArrayList<>(List.of("postgres"));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        PostgreSQLContainer<?> container = new PostgreSQLContainer<>(IMAGE)
                .withUsername(admin.user())
                .withPassword(admin.password())
                .withDatabaseName("postgres")
                .withCommand(command.toArray(String[]::new));
        container.start();
        try (Connection connection =
                DriverManager.getConnection(container.getJdbcUrl(), admin.user(), admin.password())) {
            PlainRole.create(connection, role, PostgresServer.NAME);
        } catch (SQLException e) {
            container.stop();
            throw new IllegalStateException("could not set up the database in " + IMAGE, e);
        }
        return new DockerPostgres(container, role, admin);
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    @Override
    public Credentials role() {
        return role;
    }

    @Override
    public Credentials admin() {
        return admin;
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    @Override
    public void stop() {
        container.stop();
    }
}
