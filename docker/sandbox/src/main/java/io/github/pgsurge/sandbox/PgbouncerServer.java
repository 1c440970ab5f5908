package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One PgBouncer of the sandbox: a binary of the machine in front of one PostgreSQL, listening on 127.0.0.1 with
 * scram-sha-256. It is a background process that outlives the JVM that started it.
 *
 * <p>Not thread safe: one owner starts and stops it. Its state is that of the folder and of the process, so an instance
 * may be made anew at any time, by another process too.
 */
public final class PgbouncerServer {
    /** The user of the admin console. */
    public static final String ADMIN = "pgbouncer_admin";
    /** The database name that is the admin console. */
    public static final String ADMIN_DATABASE = "pgbouncer";

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    /** PgBouncer has nothing to save; from 1.23 on SIGTERM waits for clients, however long they stay. */
    private static final Duration STOP_GRACE = Duration.ofSeconds(2);

    private static final Pattern COMPLAINT = Pattern.compile(".*?\\b((?:ERROR|WARNING cannot|FATAL) .*)");
    private static final int FILES_OF_ITS_OWN = 100;
    /** Pools that may be full at a time, of several roles. */
    private static final int POOLS = 4;

    private final Path directory;
    private final String postgresHost;
    private final int postgresPort;
    private final Credentials admin;
    private final List<Credentials> users;
    private final ServerAccount account;
    private final BackgroundProgram program;
    private PgbouncerOptions options;

    /**
     * A PgBouncer in this folder, whether or not it exists or runs yet.
     *
     * @param directory its own; every user must be able to reach it when this process is root's
     * @param admin the user of the admin console, {@link #ADMIN}
     * @param users the roles that may log in, here and to PostgreSQL
     */
    public PgbouncerServer(
            Path directory,
            PgbouncerOptions options,
            String postgresHost,
            int postgresPort,
            Credentials admin,
            List<Credentials> users)
            throws SandboxException {
        this.directory = directory.toAbsolutePath().normalize();
        this.options = options;
        this.postgresHost = postgresHost;
        this.postgresPort = postgresPort;
        this.admin = admin;
        this.users = List.copyOf(users);
        this.account = ServerAccount.ofThisProcess();
        this.program = new BackgroundProgram(
                "PgBouncer",
                this.directory.resolve("pgbouncer.log"),
                List.of("--quiet", configuration().toString()));
    }

    /**
     * Writes its files, starts it, and waits until it takes connections.
     *
     * @throws SandboxException when there is no binary, the port is taken, files may not be opened in the number it
     *     needs, or PgBouncer gives up, in its own words
     */
    public void start() throws SandboxException {
        PgbouncerProgram binary = PgbouncerProgram.of(options);
        if (options.port() == 0) {
            options = options.onPort(Ports.free());
        } else if (!Ports.isFree(options.port())) {
            throw Ports.taken(options.port(), PgbouncerOptions.PORT);
        }
        write();
        program.start(
                account,
                openFiles(options),
                List.of(binary.path().toString(), "--quiet", configuration().toString()));
        program.awaitReady(START_LIMIT, () -> Ports.answers(options.port()), PgbouncerServer::reason);
    }

    /** Stops it within a bounded time, whoever is connected. One that does not run is no error. */
    public void stop() throws SandboxException {
        program.stop(STOP_GRACE);
    }

    /** Stops it and deletes its folder. */
    public void destroy() throws SandboxException {
        stop();
        FileTree.delete(directory);
    }

    /** The pid when it runs. */
    public OptionalLong pid() {
        return program.pid();
    }

    /** The port it listens on; 0 when a free one is to be taken and it has not been started by this instance. */
    public int port() {
        return options.port();
    }

    /** The user of the admin console. */
    public Credentials admin() {
        return admin;
    }

    /** Its log file. */
    public Path log() {
        return program.log();
    }

    /** Its generated pgbouncer.ini. */
    public Path configuration() {
        return directory.resolve("pgbouncer.ini");
    }

    /** The operating system account that it runs as. */
    ServerAccount account() {
        return account;
    }

    /** The files that it may have open at a time: a socket for each client and server connection, and some of its own. */
    static int openFiles(PgbouncerOptions options) {
        return options.maxClientConnections() + POOLS * options.poolSize() + FILES_OF_ITS_OWN;
    }

    /** Why it gave up: for a file with errors they stand before the FATAL line, which only says that there are some. */
    static String reason(String logged) {
        List<String> complaints = logged.lines()
                .map(COMPLAINT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip())
                .toList();
        return complaints.isEmpty() ? Command.lastLine(logged) : String.join("; ", complaints);
    }

    private void write() throws SandboxException {
        Path userList = directory.resolve("userlist.txt");
        List<Credentials> all = new ArrayList<>(users);
        all.add(admin);
        try {
            FileTree.createReadable(directory);
            if (!Files.exists(log())) {
                Files.createFile(log());
                Files.setPosixFilePermissions(log(), PosixFilePermissions.fromString("rw-r-----"));
                account.give(log());
            }
            SecretFile.write(userList, PgbouncerConfiguration.userList(all));
            account.give(userList);
            Files.writeString(
                    configuration(),
                    PgbouncerConfiguration.ini(options, postgresHost, postgresPort, admin.user(), userList, log()));
            Files.setPosixFilePermissions(configuration(), PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new SandboxException("Could not write the files of PgBouncer in " + directory + ": " + e, e);
        }
    }
}
