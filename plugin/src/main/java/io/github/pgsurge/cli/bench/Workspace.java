package io.github.pgsurge.cli.bench;

import io.github.pgsurge.outcome.ExitCode;
import io.github.pgsurge.sandbox.FileTree;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A benchmark's folder, the server that it measures, and the client processes that load it. A signal ends all of them:
 * nothing is left behind.
 *
 * <p>One thread uses it; the shutdown hook may close it meanwhile, and then nothing more is started.
 */
final class Workspace implements AutoCloseable {
    private final Path folder;
    private final Thread hook = new Thread(this::interrupted, "pgsurge-bench-stop");
    private Server server;
    private Process client;
    private boolean closed;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /** What the clients load. */
    interface Server {
        /** Starts it, and waits until it takes connections. */
        void start() throws SandboxException, BenchFailure;

        /** Ends it, however far its start came. */
        void stop() throws SandboxException;
    }

    /** Makes the folder. */
    static Workspace open() throws BenchFailure {
        try {
            // a real disk: on a tmpfs, as /tmp may be, fsync costs nothing
            Path disk = Path.of("/var/tmp");
            Path parent = Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir"));
            Path folder = Files.createTempDirectory(parent.toRealPath(), "pgsurge-bench-");
            // the server runs as another user when this process is root's
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Workspace workspace = new Workspace(folder);
            Runtime.getRuntime().addShutdownHook(workspace.hook);
            return workspace;
        } catch (IOException failure) {
            throw new BenchFailure("no folder for the benchmark: " + failure.getMessage(), failure);
        }
    }

    /** The folder. */
    Path folder() {
        return folder;
    }

    /** A folder for the files of one client. */
    Path folder(String name) throws BenchFailure {
        try {
            return Files.createDirectories(folder.resolve("clients").resolve(name));
        } catch (IOException failure) {
            throw new BenchFailure("no folder for " + name + ": " + failure.getMessage(), failure);
        }
    }

    /** Starts the server, which {@link #close} stops. */
    synchronized void start(Server loaded) throws SandboxException, BenchFailure {
        if (!closed) {
            server = loaded;
            server.start();
        }
    }

    /** Starts a client process; the one before has ended. */
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("the benchmark was interrupted");
        }
        client = builder.start();
        return client;
    }

    private void interrupted() {
        end();
        // exit() would wait for this very hook
        Runtime.getRuntime().halt(ExitCode.INCONCLUSIVE.code());
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        if (client != null) {
            List<ProcessHandle> below = client.descendants().toList();
            client.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        }
        try {
            if (server != null) {
                server.stop();
            }
            FileTree.delete(folder);
        } catch (SandboxException failure) {
            System.err.println("pgsurge: " + failure.getMessage());
        }
    }

    /** Ends the client, stops the server and deletes the folder. While a signal does that, it does not return. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalled) {
            while (true) {
                LockSupport.park(hook);
            }
        }
        end();
    }
}
