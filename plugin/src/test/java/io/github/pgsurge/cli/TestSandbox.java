package io.github.pgsurge.cli;

import io.github.pgsurge.sandbox.FileTree;
import io.github.pgsurge.sandbox.GatewaysOptions;
import io.github.pgsurge.sandbox.PgbouncerOptions;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.Sandbox;
import io.github.pgsurge.sandbox.SandboxException;
import io.github.pgsurge.sandbox.SandboxOptions;
import io.github.pgsurge.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole sandbox of its own, in a checkout of its own that has the repository's plans, on free ports. Not thread safe.
 */
final class TestSandbox implements AutoCloseable {
    private final Path root;
    private final Sandbox sandbox;

    private TestSandbox(Path root, Sandbox sandbox) {
        this.root = root;
        this.sandbox = sandbox;
    }

    /** Brings one up whose gateways' tokens live so long. */
    static TestSandbox start(Duration tokenLifetime) throws IOException, SandboxException {
        Path root = Files.createTempDirectory("pgsurge-checkout-");
        Files.createSymbolicLink(
                root.resolve("test-plans"), Launch.plan("baseline").getParent());
        Sandbox sandbox = Sandbox.at(root);
        TestSandbox started = new TestSandbox(root, sandbox);
        try {
            SandboxOptions defaults = SandboxOptions.defaults();
            sandbox.up(
                    defaults.withPostgres(new PostgresOptions(
                                    FreePorts.tcp(), SandboxOptions.DEFAULT_MAX_CONNECTIONS, new TreeMap<>()))
                            .withPgbouncer(PgbouncerOptions.defaults().onPort(FreePorts.tcp()))
                            .withGateways(GatewaysOptions.defaults()
                                    .onPorts(FreePorts.tcp(), FreePorts.tcp())
                                    .withTokenLifetime(tokenLifetime)),
                    line -> {});
            return started;
        } catch (SandboxException failure) {
            started.close();
            throw failure;
        }
    }

    /** The checkout that the sandbox is of. */
    Path root() {
        return root;
    }

    /** What {@code .sandbox/env} says. */
    Map<String, String> environment() {
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(root.resolve(".sandbox/env"))) {
                values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return values;
    }

    /** The superuser's connection to a database. */
    Connection connectAsAdmin(String database) throws SQLException {
        Map<String, String> values = environment();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + values.get("DB_HOST") + ":" + values.get("DB_PORT") + "/" + database,
                values.get("DB_ADMIN_USER"),
                values.get("DB_ADMIN_PASSWORD"));
    }

    @Override
    public void close() {
        try {
            sandbox.down(line -> {});
            FileTree.delete(root);
        } catch (SandboxException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
