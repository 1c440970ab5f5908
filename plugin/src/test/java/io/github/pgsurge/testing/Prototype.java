package io.github.pgsurge.testing;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A cluster with its roles and its database, made and stopped once: a server that is a copy of it is there in a
 * fraction of the time that initdb takes. Immutable and thread safe.
 */
final class Prototype {
    private static final int CONNECTIONS = 20;

    private final PostgresBinaries binaries;
    private final Path directory;
    private final Credentials role = Credentials.generate(PostgresServer.NAME);
    private final Credentials admin = Credentials.generate(PostgresServer.ADMIN);

    /** Makes it in a folder that is not there yet. */
    Prototype(PostgresBinaries binaries, Path directory) throws SandboxException {
        this.binaries = binaries;
        this.directory = directory;
        // the copies are durable; if the machine fails while this is made, so does the test
        PostgresServer server = in(directory, PostgresOptions.of(0, CONNECTIONS, List.of("fsync=off")));
        server.create();
        server.stop();
    }

    private PostgresServer in(Path folder, PostgresOptions options) throws SandboxException {
        return new PostgresServer(binaries, folder, options, role, admin);
    }

    /** Starts a copy in a folder that is not there yet. */
    PostgresServer start(Path folder, PostgresOptions options) throws SandboxException {
        PostgresServer server = in(folder, options);
        try {
            copyTo(folder);
            server.start();
            return server;
        } catch (SandboxException failure) {
            server.destroy();
            throw failure;
        }
    }

    /** With owners and modes, which are those of the account that the server runs as. */
    private void copyTo(Path folder) throws SandboxException {
        try {
            Process copy = new ProcessBuilder("cp", "-a", directory.toString(), folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (copy.waitFor() != 0) {
                throw new SandboxException("Could not copy " + directory + ": " + said);
            }
        } catch (IOException failure) {
            throw new SandboxException("Could not copy " + directory + ": " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while copying " + directory, interrupted);
        }
    }
}
