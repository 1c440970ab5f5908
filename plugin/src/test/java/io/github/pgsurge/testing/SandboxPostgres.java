package io.github.pgsurge.testing;

import io.github.pgsurge.sandbox.Credentials;
import io.github.pgsurge.sandbox.FileTree;
import io.github.pgsurge.sandbox.PostgresBinaries;
import io.github.pgsurge.sandbox.PostgresOptions;
import io.github.pgsurge.sandbox.PostgresServer;
import io.github.pgsurge.sandbox.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Servers of the sandbox module, below one folder of this JVM that holds the unpacked binaries of each version once. A shutdown hook
 * stops what tests left running and deletes the folder; what a killed JVM left is removed by the next. Thread safe.
 */
final class SandboxPostgres implements TestPostgres.Backend {
    private static final int DEFAULT_MAX_CONNECTIONS = 100;
    private static final String MAX_CONNECTIONS = "max_connections=";

    private final PostgresServer server;

    private SandboxPostgres(PostgresServer server) {
        this.server = server;
    }

    static TestPostgres.Backend start(List<String> settings) {
        return running(options -> Folder.OF_THIS_JVM.prototype().start(Folder.OF_THIS_JVM.next(), options), settings);
    }

    /** One of another version, whose programs are unpacked from a jar of zonky's for the first server of it. */
    static TestPostgres.Backend start(Path jar, List<String> settings) {
        return start(Folder.OF_THIS_JVM.unpacked(jar), settings);
    }

    /** One of these programs. */
    static TestPostgres.Backend start(PostgresBinaries binaries, List<String> settings) {
        return running(
                options -> {
                    PostgresServer server = new PostgresServer(
                            binaries,
                            Folder.OF_THIS_JVM.next(),
                            options,
                            Credentials.generate(PostgresServer.NAME),
                            Credentials.generate(PostgresServer.ADMIN));
                    server.create();
                    return server;
                },
                settings);
    }

    private interface Start {
        PostgresServer with(PostgresOptions options) throws SandboxException;
    }

    private static TestPostgres.Backend running(Start start, List<String> settings) {
        int maxConnections = DEFAULT_MAX_CONNECTIONS;
        List<String> others = new ArrayList<>();
        for (String setting : settings) {
            if (setting.startsWith(MAX_CONNECTIONS)) {
                maxConnections = Integer.parseInt(setting.substring(MAX_CONNECTIONS.length()));
            } else {
                others.add(setting);
            }
        }
        try {
            PostgresServer server = start.with(PostgresOptions.of(0, maxConnections, others));
            Folder.OF_THIS_JVM.running.add(server);
            return new SandboxPostgres(server);
        } catch (SandboxException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public String host() {
        return PostgresServer.HOST;
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public Credentials role() {
        return server.role();
    }

    @Override
    public Credentials admin() {
        return server.admin();
    }

    @Override
    public String log() {
        try {
            return Files.readString(server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        Folder.OF_THIS_JVM.stop(server);
    }

    private static final class Folder {
        static final Folder OF_THIS_JVM = new Folder();

        private static final String PREFIX = "pgsurge-test-";

        private final AtomicInteger servers = new AtomicInteger();
        private final Set<PostgresServer> running = ConcurrentHashMap.newKeySet();
        private final Map<Path, PostgresBinaries> others = new ConcurrentHashMap<>();
        private final Path path;
        private final PostgresBinaries binaries;
        private Prototype prototype;

        private Folder() {
            try {
                // A disk that every user can reach: on a tmpfs, as /tmp may be, fsync costs nothing.
                Path disk = Path.of("/var/tmp");
                Path parent = Files.isWritable(disk) ? disk : Path.of(System.getProperty("java.io.tmpdir"));
                Leftovers.remove(parent.toRealPath(), PREFIX);
                path = Files.createTempDirectory(parent.toRealPath(), PREFIX);
                Leftovers.claim(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
                Runtime.getRuntime().addShutdownHook(new Thread(this::delete, "pgsurge-test-postgres-stop"));
                binaries = PostgresBinaries.unpack(path.resolve("dist"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SandboxException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        synchronized Prototype prototype() throws SandboxException {
            if (prototype == null) {
                prototype = new Prototype(binaries, path.resolve("prototype"));
            }
            return prototype;
        }

        PostgresBinaries unpacked(Path jar) {
            return others.computeIfAbsent(jar, first -> {
                try {
                    return PostgresBinaries.unpack(path.resolve("dist-" + first.getFileName()), first);
                } catch (SandboxException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            });
        }

        Path next() {
            return path.resolve("server-" + servers.incrementAndGet());
        }

        void stop(PostgresServer server) {
            if (running.remove(server)) {
                try {
                    server.destroy();
                } catch (SandboxException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
        }

        private void delete() {
            for (PostgresServer server : running) {
                try {
                    server.stop();
                } catch (SandboxException e) {
                    System.getLogger(SandboxPostgres.class.getName()).log(Level.ERROR, e.getMessage());
                }
            }
            try {
                FileTree.delete(path);
            } catch (SandboxException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }
}
