package io.github.pgsurge.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** PostgreSQL as a part of the sandbox, with its own copy of the binaries. */
final class PostgresService implements SandboxService {
    private final Path home;
    private final PostgresServer server;

    PostgresService(Path home, SandboxState state) throws SandboxException {
        this.home = home;
        this.server = new PostgresServer(
                new PostgresBinaries(home.resolve("dist")),
                home.resolve("cluster"),
                state.options().postgres(),
                state.role(),
                state.admin());
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public OptionalLong pid() {
        return server.pid();
    }

    @Override
    public void create(Consumer<String> progress) throws SandboxException {
        if (!Ports.isFree(server.port())) {
            throw Ports.taken(server.port());
        }
        try {
            FileTree.createReadable(home);
        } catch (IOException e) {
            throw new SandboxException("Could not create " + home + ": " + e, e);
        }
        progress.accept("Unpacking PostgreSQL into " + home);
        PostgresBinaries.unpack(home.resolve("dist"));
        progress.accept("Creating the database and starting PostgreSQL on port " + server.port() + " as user "
                + server.account().name());
        server.create();
    }

    @Override
    public void restart() throws SandboxException {
        server.start();
    }

    @Override
    public void destroy() throws SandboxException {
        server.stop();
        FileTree.delete(home);
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DB_HOST", PostgresServer.HOST);
        environment.put("DB_PORT", Integer.toString(server.port()));
        environment.put("DB_USER", server.role().user());
        environment.put("DB_PASSWORD", server.role().password());
        environment.put("DB_NAME", PostgresServer.NAME);
        environment.put("DB_ADMIN_USER", server.admin().user());
        environment.put("DB_ADMIN_PASSWORD", server.admin().password());
        return environment;
    }

    String version() throws SandboxException {
        return server.version();
    }

    Path log() {
        return server.log();
    }
}
