package io.github.pgsurge.sandbox;

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
import java.util.OptionalLong;
import java.util.Properties;

/**
 * One PostgreSQL server of the sandbox: initdb and pg_ctl in one folder, listening on 127.0.0.1 with scram-sha-256, and
 * durable (fsync, synchronous_commit and full_page_writes on). The server is a background process that outlives the JVM
 * that started it.
 *
 * <p>Not thread safe: one owner creates, starts and stops it. Its state is that of the folder and of the processes, so an
 * instance may be made anew at any time, by another process too.
 */
public final class PostgresServer {
    /** The only address that servers listen on. */
    public static final String HOST = "127.0.0.1";
    /** The database that the plain role owns, and the role's name. */
    public static final String NAME = "pgsurge";
    /** The superuser's name. */
    public static final String ADMIN = "postgres";

    private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final int PORT_ATTEMPTS = 5;

    private final PostgresBinaries binaries;
    private final Path directory;
    private final ServerAccount account;
    private final Credentials role;
    private final Credentials admin;
    private PostgresOptions options;

    /**
     * A server in this folder, whether or not it exists or runs yet.
     *
     * @param directory the server's own; every user must be able to reach it when this process is root's
     * @param role the plain role that load runs as
     * @param admin the superuser
     */
    public PostgresServer(
            PostgresBinaries binaries, Path directory, PostgresOptions options, Credentials role, Credentials admin)
            throws SandboxException {
        this.binaries = binaries;
        this.directory = directory.toAbsolutePath().normalize();
        this.options = options;
        this.role = role;
        this.admin = admin;
        this.account = ServerAccount.ofThisProcess();
        // pg_ctl hands its paths to a shell inside double quotes.
        if (this.directory.toString().chars().anyMatch(c -> "\"$`\\\n".indexOf(c) >= 0)) {
            throw new SandboxException("The path " + this.directory
                    + " holds a character that pg_ctl can't take (\" $ ` \\): move the checkout");
        }
    }

    /**
     * Creates the folder and the database cluster in it, starts the server, creates the plain role and its database.
     * Leaves neither process nor file when it fails.
     */
    public void create() throws SandboxException {
        try {
            initialize();
            start();
            try (Connection connection = connect(admin, "postgres")) {
                PlainRole.create(connection, role, NAME);
            } catch (SQLException e) {
                throw new SandboxException("Could not set up the database: " + e.getMessage(), e);
            }
        } catch (SandboxException e) {
            try {
                destroy();
            } catch (SandboxException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Starts the server of an existing cluster and waits until it takes connections; recovers after a crash. */
    public void start() throws SandboxException {
        PostgresProcesses processes = processes();
        if (processes.postmaster().isEmpty()) {
            // Backends that outlive their postmaster would keep a new one from starting.
            processes.kill(KILL_LIMIT);
            processes.deleteStalePidFile();
        }
        boolean anyPort = options.port() == 0;
        for (int attempt = 1; ; attempt++) {
            if (anyPort) {
                options = options.onPort(Ports.free());
            } else if (!Ports.isFree(options.port())) {
                throw Ports.taken(options.port(), PostgresOptions.PORT);
            }
            try {
                startOnce();
                return;
            } catch (PortTaken e) {
                if (!anyPort || attempt == PORT_ATTEMPTS) {
                    throw Ports.taken(options.port(), PostgresOptions.PORT);
                }
            }
        }
    }

    /**
     * Stops the server: fast, then immediately, then by killing what is left, each within a bounded time. A server that
     * does not run is no error.
     */
    public void stop() throws SandboxException {
        PostgresProcesses processes = processes();
        if (processes.postmaster().isPresent()
                && !(programs().stop("fast", FAST_STOP_LIMIT) && processes.awaitEnd(KILL_LIMIT))) {
            programs().stop("immediate", IMMEDIATE_STOP_LIMIT);
        }
        if (!processes.kill(KILL_LIMIT)) {
            throw new SandboxException("Processes of the server in " + directory + " can't be ended: "
                    + processes.all().stream().map(ProcessHandle::pid).toList() + ": kill them as root");
        }
        if (processes.hasPidFile()) {
            processes.deleteStalePidFile();
            programs().releaseSharedMemory();
        }
    }

    /** Stops the server and deletes its folder. */
    public void destroy() throws SandboxException {
        stop();
        FileTree.delete(directory);
    }

    /** The postmaster's pid when it runs. */
    public OptionalLong pid() {
        return processes().postmaster();
    }

    /** The port it listens on; 0 when a free one is to be taken and it has not been started by this instance. */
    public int port() {
        return options.port();
    }

    /** The plain role that load runs as. */
    public Credentials role() {
        return role;
    }

    /** The superuser. */
    public Credentials admin() {
        return admin;
    }

    /** PostgreSQL's log file. */
    public Path log() {
        return home().resolve("postgres.log");
    }

    /** The operating system account that it runs as. */
    public ServerAccount account() {
        return account;
    }

    /** The version that the running server reports, such as {@code 17.11}. */
    public String version() throws SandboxException {
        try (Connection connection = connect(admin, "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new SandboxException("Could not ask the server for its version: " + e.getMessage(), e);
        }
    }

    PostgresProcesses processes() {
        return new PostgresProcesses(binaries.directory(), data());
    }

    private Connection connect(Credentials credentials, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password());
        return DriverManager.getConnection("jdbc:postgresql://" + HOST + ":" + port() + "/" + database, properties);
    }

    private void initialize() throws SandboxException {
        Path passwordFile = directory.resolve("password");
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Files.createDirectory(
                    home(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            account.give(home());
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, admin.password() + "\n");
            account.give(passwordFile);
            Command.Result result = programs().initdb(admin.user(), passwordFile);
            if (!result.succeeded()) {
                throw new SandboxException(
                        "initdb failed in " + directory + " as user " + account.name() + ": " + result.lastLine());
            }
        } catch (IOException e) {
            throw new SandboxException("Could not prepare " + directory + ": " + e, e);
        } finally {
            FileTree.delete(passwordFile);
        }
    }

    private void startOnce() throws SandboxException, PortTaken {
        ServerLog log = new ServerLog(log());
        Path configuration = directory.resolve("postgresql.conf");
        try {
            SecretFile.write(configuration, ServerConfiguration.text(data(), options));
            account.give(configuration);
            long place = log.end();
            Command.Result result = programs().start(configuration, log.file());
            if (!result.succeeded()) {
                throw refusal(log.since(place), result);
            }
        } catch (IOException e) {
            throw new SandboxException("Could not start PostgreSQL in " + directory + ": " + e, e);
        }
    }

    private SandboxException refusal(String logged, Command.Result result) throws PortTaken {
        if (logged.contains("Address already in use")) {
            throw new PortTaken();
        }
        String reason = ServerLog.reason(logged).orElse(result.lastLine());
        return new SandboxException(
                "PostgreSQL did not start; it says: " + reason + " (check --max-connections, --pg-setting)");
    }

    private ServerPrograms programs() {
        return new ServerPrograms(binaries, account, directory, data());
    }

    /** Owned by the account that the server runs as; the folder above belongs to whoever started it. */
    private Path home() {
        return directory.resolve("server");
    }

    private Path data() {
        return home().resolve("data");
    }

    private static final class PortTaken extends Exception {
        private static final long serialVersionUID = 1;
    }
}
