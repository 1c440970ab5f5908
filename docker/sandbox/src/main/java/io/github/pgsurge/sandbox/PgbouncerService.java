package io.github.pgsurge.sandbox;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** PgBouncer as a part of the sandbox. */
final class PgbouncerService implements SandboxService {
    private final PgbouncerOptions options;
    private final PgbouncerServer server;
    private final String version;

    PgbouncerService(Path home, SandboxState state) throws SandboxException {
        this.options = state.options().pgbouncer().orElseThrow();
        this.version = state.pgbouncerVersion();
        this.server = new PgbouncerServer(
                home,
                options,
                PostgresServer.HOST,
                state.options().postgres().port(),
                state.secrets().pgbouncerAdmin(),
                List.of(state.secrets().role(), state.secrets().gatewayPooled()));
    }

    @Override
    public String name() {
        return "PgBouncer";
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
        return version;
    }

    @Override
    public Path log() {
        return server.log();
    }

    @Override
    public List<String> facts() {
        return List.of(
                "pool_mode " + options.poolMode().text(),
                "default_pool_size " + options.poolSize(),
                "max_client_conn " + options.maxClientConnections());
    }

    @Override
    public void create(Consumer<String> progress) throws SandboxException {
        progress.accept("Starting PgBouncer " + version + " on port " + port() + " as user "
                + server.account().name() + " (" + String.join(", ", facts()) + ")");
        server.start();
    }

    @Override
    public void restart() throws SandboxException {
        server.start();
    }

    @Override
    public void destroy() throws SandboxException {
        server.destroy();
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGBOUNCER_HOST", PostgresServer.HOST);
        environment.put("PGBOUNCER_PORT", Integer.toString(port()));
        environment.put("PGBOUNCER_ADMIN_USER", server.admin().user());
        environment.put("PGBOUNCER_ADMIN_PASSWORD", server.admin().password());
        return environment;
    }
}
