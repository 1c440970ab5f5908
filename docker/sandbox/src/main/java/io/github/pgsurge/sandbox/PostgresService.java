package io.github.pgsurge.sandbox;

import io.github.pgsurge.sandbox.gateway.GatewayDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** PostgreSQL as a part of the sandbox, with its own copy of the binaries. */
final class PostgresService implements SandboxService {
    private final Path home;
    private final SandboxState state;
    private final PostgresServer server;

    PostgresService(Path home, SandboxState state) throws SandboxException {
        this.home = home;
        this.state = state;
        this.server = new PostgresServer(
                new PostgresBinaries(home.resolve("dist")),
                home.resolve("cluster"),
                state.options().postgres(),
                state.secrets().role(),
                state.secrets().admin());
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
    public int port() {
        return server.port();
    }

    @Override
    public String version() {
        return state.postgresVersion();
    }

    @Override
    public Path log() {
        return server.log();
    }

    @Override
    public List<String> facts() {
        PostgresOptions options = state.options().postgres();
        List<String> facts = new ArrayList<>(List.of("max_connections " + options.maxConnections()));
        options.settings().forEach((name, value) -> facts.add(name + " " + value));
        return facts;
    }

    @Override
    public void create(Consumer<String> progress) throws SandboxException {
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
        createGatewayDatabase(progress);
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

    /** The version that the running server reports. */
    String reportedVersion() throws SandboxException {
        return server.version();
    }

    private void createGatewayDatabase(Consumer<String> progress) throws SandboxException {
        List<GatewaySide> sides = state.options().sides();
        if (!sides.isEmpty()) {
            progress.accept("Filling the gateways' database");
            GatewayDatabase.create(
                    PostgresServer.HOST,
                    server.port(),
                    server.admin(),
                    sides.stream().map(state.secrets()::gateway).toArray(Credentials[]::new));
        }
    }
}
