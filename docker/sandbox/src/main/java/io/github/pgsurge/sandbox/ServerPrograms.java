package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's programs, called for one server with the arguments that it needs. Immutable.
 *
 * @param binaries where the programs are
 * @param account whom they run as
 * @param workingDirectory a folder that the account can reach
 * @param data the server's data directory
 */
record ServerPrograms(PostgresBinaries binaries, ServerAccount account, Path workingDirectory, Path data) {
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration CHECK_LIMIT = Duration.ofSeconds(20);
    /** How much longer pg_ctl may take than the time it gives the server. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Makes the database cluster. It is not synced to disk: one that a power cut tears is made again. */
    Command.Result initdb(String superuser, Path passwordFile) throws SandboxException {
        return run(
                INITDB_LIMIT,
                "initdb",
                "--pgdata=" + data,
                "--username=" + superuser,
                "--pwfile=" + passwordFile,
                "--auth-host=scram-sha-256",
                "--auth-local=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
    }

    /** Starts the server in the background, in a session of its own, and waits until it takes connections. */
    Command.Result start(Path configuration, Path log) throws SandboxException {
        return run(
                START_LIMIT.plus(GRACE),
                "pg_ctl",
                "--pgdata=" + data,
                "--log=" + log,
                "--options=-c config_file=\"" + configuration + "\"",
                "--wait",
                "--timeout=" + START_LIMIT.toSeconds(),
                "start");
    }

    /** Stops the server in this mode; false when it has not ended within the limit. */
    boolean stop(String mode, Duration limit) throws SandboxException {
        return run(
                        limit.plus(GRACE),
                        "pg_ctl",
                        "--pgdata=" + data,
                        "--mode=" + mode,
                        "--wait",
                        "--timeout=" + limit.toSeconds(),
                        "stop")
                .succeeded();
    }

    /**
     * Lets PostgreSQL free what a killed server has left in {@code /dev/shm} and in System V shared memory. It does so
     * whenever it makes shared memory for the same data, and with {@code --check} it ends right after that. Whether it
     * succeeds does not matter: half a cluster has left nothing that it could find.
     */
    void releaseSharedMemory() throws SandboxException {
        run(CHECK_LIMIT, "postgres", "--check", "-D", data.toString());
    }

    private Command.Result run(Duration limit, String program, String... arguments) throws SandboxException {
        List<String> command = new ArrayList<>(List.of(binaries.program(program)));
        command.addAll(List.of(arguments));
        return Command.run(account.command(command), workingDirectory, limit);
    }
}
